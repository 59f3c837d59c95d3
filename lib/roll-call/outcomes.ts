import * as v from 'valibot';
import type { Ended, Executions } from '../aws/executions.ts';
import type { Tried } from '../coverage/roll.ts';
import { failedVendors } from '../enrollment/failed-vendors.ts';
import { explain } from '../enrollment/outcome.ts';
import { parseJson } from '../parse.ts';
import { Registration } from '../vendors/registration.ts';
import type { Listed } from '../vendors/vendor.ts';
import { enrollmentName } from './names.ts';
import type { Planned } from './plan.ts';

/** DescribeExecution gives 15 a second, after a burst of 300. Source: Step Functions Developer Guide, "Quotas". */
const IN_PARALLEL = 10;

/** An account that was to be enrolled, or offboarded, and how its execution ended. */
export interface Enrollment extends Planned {
  ended: Ended;
  /** The state that started it; EnrollAccount when it is absent. */
  startedBy?: 'EnrollAccount' | 'OffboardAccount';
}

/** Asks how the executions of those accounts ended. Throws as `executions`. */
export async function enrollments(
  executions: Executions,
  rollCall: string,
  plan: Planned[],
): Promise<Enrollment[]> {
  const found: Enrollment[] = [];
  for (let next = 0; next < plan.length; next += IN_PARALLEL) {
    const some = plan.slice(next, next + IN_PARALLEL).map(async (account) => ({
      ...account,
      ended: await executions(enrollmentName(rollCall, account.accountId)),
    }));
    found.push(...(await Promise.all(some)));
  }
  return found;
}

/** What was tried with each vendor; an execution that failed for one vendor succeeded for the others. */
export const tried = ({ accountId, vendors, ended, startedBy = 'EnrollAccount' }: Enrollment): Tried[] => {
  const failures = failuresOf(ended, startedBy);
  return vendors.map((vendor) => {
    const failure = failures.get(vendor) ?? failures.get(EVERY);
    return { accountId, vendor, ...(failure && { failure }) };
  });
};

/** Not a vendor's name. */
const EVERY = '';

function failuresOf(ended: Ended, state: string): Map<string, NonNullable<Tried['failure']>> {
  const { status, error = 'States.TaskFailed', cause = `its execution is ${status}` } = ended;
  if (status === 'SUCCEEDED') return new Map();
  const byVendor = failedVendors(cause);
  if (byVendor.size > 0) return byVendor;
  const message = explain({ Error: error, Cause: cause }).cause;
  return new Map([[EVERY, { state, error, cause: message }]]);
}

const Output = v.fallback(
  v.object({
    outcomes: v.array(v.object({ vendor: v.string(), registration: v.optional(Registration) })),
  }),
  { outcomes: [] },
);

/** The registrations that enrollments left, as far as their executions say so: for when the vendors cannot be asked. */
export function enrolled(enrollment: Enrollment): (Listed & { vendor: string })[] {
  const { accountId, ended } = enrollment;
  const { outcomes } = v.parse(Output, parseJson(ended.output ?? ''));
  return tried(enrollment)
    .filter(({ failure }) => failure === undefined)
    .map(({ vendor }) => {
      const { id = 'not read', status = 'enrolled' } =
        outcomes.find((outcome) => outcome.vendor === vendor)?.registration ?? {};
      return { vendor, accountId, id, status, standing: 'ours' };
    });
}
