import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { explain } from '../../lib/enrollment/outcome.ts';
import { forCopying } from '../print/for-copying.ts';
import { rows } from '../print/rows.ts';
import { againWith } from '../target/again-with.ts';
import { detachable } from '../target/detachable.ts';
import { follow } from '../target/follow.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';
import { rollCall } from './roll-call.ts';

/** What an execution that succeeded gives. */
const Output = z.object({ outcomes: z.array(z.object({ vendor: z.string(), outcome: z.string() })) });

/** How an account's enrollment ended. */
interface Enrolled {
  account: string;
  status: string | undefined;
  outcomes: z.infer<typeof Output>['outcomes'];
  error?: string | undefined;
  cause?: string | undefined;
}

/** How accounts are to be enrolled, as the options say it. */
export interface EnrollOptions extends Common {
  failed?: boolean;
  vendor?: string[];
  adopt?: boolean;
  dryRun?: boolean;
}

/**
 * Enrolls accounts, or by a roll call what failed; 0 when all are covered, 1 otherwise.
 * @throws Error unless accounts are named or the failed ones are asked for
 */
export async function enroll(accounts: string[], options: EnrollOptions): Promise<0 | 1> {
  const { failed, ...others } = options;
  if (accounts.length > 0 === (failed === true)) throw new Error('name the accounts, or give --failed');
  if (failed && options.adopt) throw new Error('--adopt is for accounts that are named');
  if (failed) return rollCall({ ...others, retryFailed: true });
  const target = await findTarget(options);
  const { vendor: vendors, adopt, dryRun } = options;
  const input = { ...(vendors && { vendors }), ...(adopt && { adopt }), ...(dryRun && { dryRun }) };
  const work = Promise.all(accounts.map((accountId) => one(target, { accountId, ...input })));
  const all = await detachable(target, accounts.join(', '), work);
  if (options.json) console.log(JSON.stringify({ enrollments: all }, null, 2));
  else show(all, target);
  return all.every(isWell) ? 0 : 1;
}

const isWell = ({ status, outcomes }: Enrolled) =>
  status === 'SUCCEEDED' && outcomes.every(({ outcome }) => outcome !== 'would-fail');

async function one(target: Target, input: { accountId: string }): Promise<Enrolled> {
  const { executionArn } = await target.steps.send(
    new StartExecutionCommand({ stateMachineArn: target.enrollAccount, input: JSON.stringify(input) }),
  );
  const ended = await follow(target, { executionArn, title: input.accountId });
  const { status, output, error, cause = '' } = ended;
  const { outcomes = [] } = output === undefined ? {} : Output.parse(JSON.parse(output));
  const failure =
    status === 'SUCCEEDED' ? {} : { error, cause: explain({ Error: error ?? '', Cause: cause }).cause };
  return { account: input.accountId, status, outcomes, ...failure };
}

function show(all: Enrolled[], target: Target): void {
  const lines = all.flatMap(({ account, status, outcomes, error = '' }) =>
    status === 'SUCCEEDED'
      ? outcomes.map(({ vendor, outcome }) => [account, vendor, outcome])
      : [[account, '', `${status} ${error}`.trim()]],
  );
  console.log(rows(['account', 'vendor', 'outcome'], lines));
  for (const { cause } of all)
    if (cause !== undefined) console.log(`\n${forCopying(cause)}${againWith('enroll', cause, target)}`);
}
