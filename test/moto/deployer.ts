import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Call, calls } from '../configuration/deployer-calls.ts';
import { deployerPolicy } from '../configuration/deployer-policy.ts';
import type { Workspace } from '../deployed/workspace.ts';

/**
 * Has the evaluator of ministack decide every call of a deployer, and those that nobody may make, by the policies of
 * `infrastructure/deployer/`; it shares nothing with ours. Prints those that it decides otherwise, and gives their number.
 * It fills in no policy variables, so no call is asked that `aws:PrincipalOrgID` would allow.
 */
export async function deployerCalls(workspace: Workspace, programs: string): Promise<number> {
  const [source, target] = [join(workspace.folder, 'calls.json'), join(workspace.folder, 'decisions.json')];
  const policies = { Deployer: deployerPolicy('Deployer'), Boundary: deployerPolicy('Boundary') };
  const questions = calls.map(({ of, ...call }) => ({ ...call, policy: policies[of] }));
  writeFileSync(source, JSON.stringify(questions));
  await workspace.run({
    command: join(programs, 'python'),
    args: [join(import.meta.dirname, 'evaluate.py'), source, target],
    env: workspace.env,
  });
  const decisions = v.parse(v.array(v.string()), JSON.parse(readFileSync(target, 'utf8')));
  const others = calls.flatMap((call, index) =>
    decisions[index] === call.decision ? [] : [`${shown(call)}: ${decisions[index]}, not ${call.decision}`],
  );
  for (const line of others) console.log(line);
  console.log(
    `${calls.length} calls by the deployer's policies, of which ${others.length} are decided otherwise`,
  );
  return others.length;
}

const shown = ({ what, resource }: Call) => `${what} (${resource})`;
