import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import * as v from 'valibot';
import type { ControlPlane } from './ministack.ts';
import { until } from './until.ts';

/** An execution at its end; `cause` is what it failed with, empty when it succeeded. */
export interface Ended {
  arn: string;
  name: string;
  status: string;
  cause: string;
}

/** An EventBridge event, as in `events/`. */
export interface BusEvent {
  source: string;
  'detail-type': string;
  detail: object;
}

/** The executions of a deployed state machine, and the ways to start them. */
export interface Executions {
  /** Puts an event on the default bus. */
  put(event: BusEvent): Promise<void>;
  /** Puts an event on the bus, and waits for the execution that it starts to end. */
  byEvent(event: BusEvent): Promise<Ended>;
  /** Starts the state machine as an operator does, and waits for the end. */
  byHand(input: object): Promise<Ended>;
  /** How many were started up to now. */
  count(): Promise<number>;
}

/** The executions of a state machine. */
export function executionsOf({ events, sfn }: ControlPlane, stateMachineArn: string): Executions {
  const list = async () => (await sfn.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? [];
  const end = (executionArn: string) =>
    until(`the end of ${executionArn}`, 120, async () => {
      const { name = '', status = '' } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING') return undefined;
      const cause = status === 'FAILED' ? await causeOf(executionArn) : '';
      return { arn: executionArn, name, status, cause };
    });
  /** The emulator has no `CausePath`, so it is what the Fail state got. */
  const causeOf = async (executionArn: string) => {
    const { events: past = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    const entered = past.findLast(({ type }) => type === 'FailStateEntered')?.stateEnteredEventDetails;
    return JSON.stringify(v.parse(Failing, JSON.parse(entered?.input ?? '{}')).failure);
  };
  const put = async ({ source: Source, 'detail-type': DetailType, detail }: BusEvent) => {
    const entry = { Source, DetailType, Detail: JSON.stringify(detail) };
    const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0) throw new Error(`the bus refuses the event: ${JSON.stringify(Entries)}`);
  };
  return {
    put,
    async byEvent(event) {
      const before = (await list()).map(({ executionArn }) => executionArn);
      await put(event);
      const started = await until('an execution, started by the event', 20, async () =>
        (await list()).find(({ executionArn }) => !before.includes(executionArn)),
      );
      return end(started.executionArn ?? '');
    },
    async byHand(input) {
      const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
      return end((await sfn.send(start)).executionArn ?? '');
    },
    count: async () => (await list()).length,
  };
}

const Failing = v.looseObject({ failure: v.looseObject({ Error: v.string() }) });
