import * as z from 'zod/mini';
import { AccountId } from './account.ts';
import type { Member } from './member.ts';

/** Without any tag, every account would match. */
const Tags = z
  .record(z.string(), z.string())
  .check(z.refine((tags) => Object.keys(tags).length > 0, 'expected at least one tag'));

/**
 * A choice of accounts, in the form that Account Factory for Terraform uses for its customizations:
 * `{"type": "ous", "target_value": ["ou-ab12-11111111"]}`.
 */
const Target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('accounts'), target_value: z.array(AccountId).check(z.minLength(1)) }),
  z.strictObject({
    type: z.literal('ous'),
    target_value: z
      .array(
        z
          .string()
          .check(
            z.regex(/^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/, 'expected an OU or root id'),
          ),
      )
      .check(z.minLength(1)),
  }),
  z.strictObject({ type: z.literal('tags'), target_value: z.array(Tags).check(z.minLength(1)) }),
]);
type Target = z.infer<typeof Target>;

/** Accounts that are included (all, when it is left out) and not excluded. */
const Filter = z.strictObject({
  include: z.optional(z.array(Target).check(z.minLength(1))),
  exclude: z.optional(z.array(Target)),
});
type Filter = z.infer<typeof Filter>;

/** A filter for everything, and further ones by vendor. An account must pass both. */
export const Filters = z.extend(Filter, { vendors: z.optional(z.record(z.string(), Filter)) });
export type Filters = z.infer<typeof Filters>;

/** What a filter may ask of an account; OUs and tags are fetched only when it does. */
export type Filtered = Pick<Member, 'ancestors' | 'tags'> & { account: { id: string } };

/** Why a filter leaves the account out, in words; undefined when it passes. */
export async function leftOutBy(
  { include, exclude }: Filter,
  account: Filtered,
): Promise<string | undefined> {
  for (const target of exclude ?? []) {
    if (await matches(target, account)) return `excluded by ${name(target)}`;
  }
  if (include === undefined) return undefined;
  for (const target of include) if (await matches(target, account)) return undefined;
  return `not included by ${include.map(name).join(', ')}`;
}

async function matches(target: Target, { account, ancestors, tags }: Filtered): Promise<boolean> {
  if (target.type === 'all') return true;
  if (target.type === 'accounts') return target.target_value.includes(account.id);
  if (target.type === 'ous') return (await ancestors()).some((id) => target.target_value.includes(id));
  const present = await tags();
  return target.target_value.some((wanted) =>
    Object.entries(wanted).every(([key, value]) => present[key] === value),
  );
}

const name = (target: Target) =>
  target.type === 'all' ? 'all' : `${target.type} ${JSON.stringify(target.target_value)}`;
