import * as v from 'valibot';
import { NoList } from '../no-list.ts';
import { AccountId } from './account.ts';
import type { Member } from './member.ts';
import { Tags } from './tags.ts';

/** Without any tag, every account would match. */
const SomeTags = v.pipe(Tags, v.minEntries(1, 'expected at least one tag'));

/**
 * A choice of accounts, in the form that Account Factory for Terraform uses for its customizations:
 * `{"type": "ous", "target_value": ["ou-ab12-11111111"]}`.
 */
const Target = v.variant('type', [
  v.strictObject({ type: v.literal('all') }),
  v.strictObject({ type: v.literal('accounts'), target_value: v.pipe(v.array(AccountId), v.minLength(1)) }),
  v.strictObject({
    type: v.literal('ous'),
    target_value: v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/, 'expected an OU or root id'),
        ),
      ),
      v.minLength(1),
    ),
  }),
  v.strictObject({ type: v.literal('tags'), target_value: v.pipe(v.array(SomeTags), v.minLength(1)) }),
]);
type Target = v.InferOutput<typeof Target>;

/** Accounts that are included (all, when it is left out) and not excluded. */
export const Choice = v.strictObject({
  include: v.optional(v.pipe(v.array(Target), v.minLength(1))),
  exclude: v.optional(v.array(Target)),
});
type Filter = v.InferOutput<typeof Choice>;

/** A filter for everything, and further ones by vendor. An account must pass both. */
export const Filters = v.strictObject({
  ...Choice.entries,
  vendors: v.optional(v.pipe(NoList, v.record(v.string(), v.pipe(NoList, Choice)))),
});
export type Filters = v.InferOutput<typeof Filters>;

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

/** The vendors that the filters name and that are not enabled. */
export const strayVendors = ({ vendors = {} }: Filters, enabled: string[]) =>
  Object.keys(vendors).filter((vendor) => !enabled.includes(vendor));
