import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { deadline } from '../deadline.ts';
import { attempt } from './failure.ts';

/** How an execution of a state machine ended, or that it never started. */
export interface Ended {
  /** SUCCEEDED, FAILED, TIMED_OUT or ABORTED; RUNNING when it did not end. */
  status: string;
  /** JSON, of one that succeeded. */
  output?: string | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}

/** Describes executions of one state machine, by their names. */
export type Executions = (name: string) => Promise<Ended>;

/**
 * The executions of a state machine.
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError} on use
 */
export const executionsOf =
  (client: SFNClient, stateMachineArn: string): Executions =>
  (name) => {
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const next = 'compare the permissions of ConcludeRollCallRole with infrastructure/';
    return attempt({ tried: `describe ${executionArn}`, next }, async () => {
      try {
        const command = new DescribeExecutionCommand({ executionArn });
        const {
          status = 'RUNNING',
          output,
          error,
          cause,
        } = await client.send(command, {
          abortSignal: deadline(),
        });
        return { status, output, error, cause };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ExecutionDoesNotExist') throw error;
        return { status: 'FAILED', error: error.name, cause: `${executionArn} was not started` };
      }
    });
  };
