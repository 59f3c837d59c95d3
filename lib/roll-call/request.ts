import * as v from 'valibot';
import type { Meta } from '../coverage/report.ts';
import type { Roll } from '../coverage/roll.ts';
import { InvalidInputError } from '../errors.ts';
import { NoList } from '../no-list.ts';
import { Choice } from '../organization/filter.ts';
import { parse } from '../parse.ts';
import { askedVendors } from '../vendors/enabled.ts';

/** What a roll call is started with; everything can be left out. */
const RollCallInput = v.strictObject({
  ...Choice.entries,
  /** Report what is missing, and change nothing. */
  dryRun: v.optional(v.boolean(), false),
  /** The vendors to compare and enroll with; all that are enabled when left out. */
  vendors: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  /** How many accounts are enrolled, or parts of fifty are inspected, in parallel. */
  maxConcurrency: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)), 32),
  /** What is looked at: the vendors' lists, or also our role in each covered account. */
  depth: v.optional(v.picklist(['registrations', 'roles']), 'registrations'),
  /** Enroll only what failed, or what does not work. */
  retryFailed: v.optional(v.boolean(), false),
  /** An operator's word that a vendor's list is whole, though it shrank. */
  acceptChange: v.optional(v.boolean(), false),
  /** An operator's word that so many accounts have departed. */
  acceptDepartures: v.optional(v.boolean(), false),
});
export type RollCallRequest = v.InferOutput<typeof RollCallInput>;

/** What Step Functions adds when another workflow starts this one. */
const STARTED_BY = 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID';

/**
 * What a roll call is asked to do.
 * @param enabled the vendors of the deployment
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export function readRollCall(input: unknown, enabled: string[]): RollCallRequest & { vendors: string[] } {
  const Input = v.strictObject({ ...RollCallInput.entries, [STARTED_BY]: v.optional(v.string()) });
  const request = parse(v.pipe(NoList, Input), input, { whole: 'input', refuse: invalid });
  return { ...request, vendors: askedVendors('roll call', enabled, request.vendors) };
}

const invalid = (answered: string) =>
  new InvalidInputError({
    tried: 'understand the input of the roll call',
    answered,
    next: 'start it with {}, or with an input of docs/existing-accounts.md',
  });

/** What the roll call is limited to; undefined when it is for every account and every enabled vendor. */
export function limitOf({ include, exclude, vendors }: RollCallRequest, enabled: string[]) {
  const some = vendors !== undefined && vendors.length < enabled.length ? vendors : undefined;
  if (include === undefined && exclude === undefined && some === undefined) return undefined;
  return { ...(include && { include }), ...(exclude && { exclude }), ...(some && { vendors: some }) };
}

/** The filters of a roll call, the deployment's and its own, out of the circumstances that it wrote down. */
export const filtersOf = ({
  filters,
  only: { include, exclude } = {},
}: Meta): Pick<Roll, 'filters' | 'only'> => ({
  filters,
  only: { ...(include && { include }), ...(exclude && { exclude }) },
});
