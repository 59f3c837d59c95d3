import type { Deployed } from './deployed.ts';
import { type LogLine, linesOf } from './logs.ts';
import { ofType } from './stack.ts';
import { until } from './until.ts';

/** Every line of JSON in the log groups of the stack. */
export async function allLines({
  controlPlane: { logs },
  stack,
}: Pick<Deployed, 'controlPlane' | 'stack'>): Promise<LogLine[]> {
  const groups = ofType(stack, 'AWS::Logs::LogGroup').map(({ physicalId }) => physicalId);
  return (await Promise.all(groups.map((group) => linesOf(logs, group)))).flat();
}

/** The audit lines of an execution, as `vendor outcome`, sorted; waits for them, as they arrive a little later. */
export const auditOf = async (deployed: Deployed, execution: string): Promise<string[]> =>
  (await auditLines(deployed, execution)).map((line) => `${line['vendor']} ${line['outcome']}`).sort();

/** The audit lines of an execution, also of a dry run; waits for them, as they arrive a little later, one by one. */
export function auditLines(deployed: Deployed, execution: string): Promise<LogLine[]> {
  let before = 0;
  return until(`audit lines of ${execution}`, 15, async () => {
    const all = await allLines(deployed);
    const lines = all.filter(
      (line) => ['audit', 'dry run'].includes(line.message ?? '') && line.execution === execution,
    );
    const isAll = lines.length > 0 && lines.length === before;
    before = lines.length;
    return isAll ? lines : undefined;
  });
}
