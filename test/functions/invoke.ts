import * as v from 'valibot';
import { FunctionError } from '../../emulators/engine/lambda-service.ts';
import { captureLogs, type LogLine } from '../../emulators/engine/logs.ts';
import { RoleRequest } from '../../lib/role/request.ts';
import { KnownBy } from '../../lib/vendors/vendor.ts';
import { pascal } from '../configuration/naming.ts';
import { account as sandbox } from '../lib/role-builder.ts';
import { type SceneOptions, scene } from '../scene.ts';

/** The account of the sample events, as PlanEnrollment describes it. */
export const account = { ...sandbox, joinedAt: '2020-01-01T00:00:00.000Z' };

/** What PrepareRegistration gives where the vendor knows the account by nobody else's hand. */
export const Prepared = v.strictObject({
  known: KnownBy,
  request: RoleRequest,
  addAfterSeconds: v.literal(0),
});

/** Which function a state, as `registerAccount`, invokes, and what it sends. */
export const asSent = (state: string, input: object): [key: string, input: object] =>
  ['prepareRegistration', 'registerAccount'].includes(state)
    ? ['registerAccount', { step: pascal(state), ...input }]
    : [state, input];

/** Lambda's own form of a failure. */
const Cause = v.object({ errorType: v.string(), errorMessage: v.string(), trace: v.array(v.string()) });

/** A scene in which single functions are invoked, as the workflow does, with their log lines kept. */
export async function stage(options: SceneOptions = {}) {
  const { world, engine } = await scene(options);
  const logs: LogLine[] = [];
  const invoke = async (state: string, input: object): Promise<unknown> => {
    const release = captureLogs((line) => logs.push(line));
    return engine.lambda.invoke(...asSent(state, { execution: 'run-1', ...input })).finally(release);
  };
  /** What the function fails with: the error's name and message, as a Catch sees them. */
  const failure = async (key: string, input: object) => {
    const error: unknown = await invoke(key, input).catch((thrown: unknown) => thrown);
    if (!(error instanceof FunctionError))
      throw new Error(`${key} did not fail, but gave ${JSON.stringify(error)}`);
    const { errorMessage } = v.parse(Cause, JSON.parse(error.message));
    return { name: error.name, message: errorMessage };
  };
  return { world, engine, logs, invoke, failure };
}
