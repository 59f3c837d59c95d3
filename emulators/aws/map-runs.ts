import {
  DescribeMapRun$,
  type DescribeMapRunInput,
  ListMapRuns$,
  type ListMapRunsInput,
} from '@aws-sdk/client-sfn';
import { AwsError } from './aws-error.ts';
import { executionOf } from './executions.ts';
import type { MapRun } from './map-run.ts';
import { operation } from './operation.ts';
import { slice } from './pages.ts';
import type { ExecutionRecord } from './state.ts';
import type { World } from './world.ts';

/** The operations of Step Functions on the runs of a Distributed Map. */
export const mapRunOperations = [
  operation({
    schema: ListMapRuns$,
    needs: (_asking, { executionArn = '' }: ListMapRunsInput) => [
      { action: 'states:ListMapRuns', resource: executionArn },
    ],
    serve({ world }, { executionArn, nextToken = '', maxResults }) {
      const { mapRuns = [], stateMachineArn } = executionOf(world, executionArn);
      const { page, next } = slice(mapRuns.toReversed(), nextToken, maxResults || 100);
      const listed = page.map(({ mapRunArn, startDate, stopDate }) => ({
        ...{ executionArn, mapRunArn, startDate, stopDate },
        stateMachineArn: `${stateMachineArn}/${labelOf(mapRunArn)}`,
      }));
      return { mapRuns: listed, nextToken: next };
    },
  }),
  operation({
    schema: DescribeMapRun$,
    needs: (_asking, { mapRunArn = '' }: DescribeMapRunInput) => [
      { action: 'states:DescribeMapRun', resource: mapRunArn },
    ],
    serve({ world }, { mapRunArn }) {
      const { execution, mapRun } = found(world, mapRunArn);
      const { items, status, startDate, stopDate, maxConcurrency, toleratedFailurePercentage } = mapRun;
      return {
        ...{ mapRunArn, executionArn: execution.executionArn, status, startDate, stopDate },
        ...{ maxConcurrency, toleratedFailurePercentage, toleratedFailureCount: 0, redriveCount: 0 },
        itemCounts: countsOf(items),
        executionCounts: countsOf(items),
      };
    },
  }),
];

/** Without an ItemBatcher an item is an execution; without a ResultWriter no result is written. */
const countsOf = (items: MapRun['items']) => ({
  ...items,
  ...{ timedOut: 0, resultsWritten: 0 },
  total: Object.values(items).reduce((sum, count) => sum + count, 0),
});

/** `…:mapRun:<state machine>/<label>:<id>` */
const labelOf = (arn: string) => arn.split('/').at(-1)?.split(':')[0] ?? '';

/** @throws AwsError ResourceNotFound */
function found({ state }: World, arn = ''): { execution: ExecutionRecord; mapRun: MapRun } {
  for (const execution of state.executions.values())
    for (const mapRun of execution.mapRuns ?? []) if (mapRun.mapRunArn === arn) return { execution, mapRun };
  throw new AwsError('ResourceNotFound', `Map Run Does Not Exist: '${arn}'`);
}
