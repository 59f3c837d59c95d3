import type { Findings } from '../deployed/findings.ts';
import type { Aws } from './aws.ts';
import type { RunningWorld } from './world.ts';

/** The AWS CLI, the world that it calls, and where findings go. */
export interface Tried extends Aws {
  world: RunningWorld;
  findings: Findings;
  /** That the commands run in. */
  folder: string;
}

/** The account that a world begins with. */
export const FIRST = '444455556666';

export const machine = (name: string) =>
  `arn:aws:states:us-east-1:111122223333:stateMachine:rollcall-local-${name}`;
