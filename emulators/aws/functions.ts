import { GetAccountSettings$, GetFunctionConfiguration$, Invoke$ } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import type { Asking } from './asking.ts';
import { authorize } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import type { StackFunction } from './stack.ts';
import { writeJson } from './wire-json.ts';

const Routed = v.object({ http: v.strictTuple([v.string(), v.string(), v.number()]) });

/** Method and path of each operation that is emulated, as its schema has them. */
const routes = [GetAccountSettings$, GetFunctionConfiguration$, Invoke$].map(([, , name, traits]) => {
  const [method, path] = v.parse(Routed, traits).http;
  return { name, method, path: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`) };
});

/** The operation of Lambda that a request means by its method and path, of those that are emulated. */
export const functionCall = (method: string, path: string): string | undefined =>
  routes.find((route) => route.method === method && route.path.test(path))?.name;

/** A request: the operation as `lambda:Invoke`, its path, and its body. */
interface FunctionRequest {
  call: string;
  path: string;
  body: string;
}

/** What is answered, with headers beside those of every answer. */
interface FunctionAnswer {
  body: string;
  headers?: Record<string, string>;
}

/**
 * Describes the account or a function of the deployed stack, or invokes it. The failure of a function is an output of the call.
 *
 * @throws AwsError AccessDenied, ResourceNotFoundException, InvalidAction
 */
export async function perform(
  asking: Asking,
  { call, path, body }: FunctionRequest,
): Promise<FunctionAnswer> {
  if (call === 'lambda:GetAccountSettings') return { body: accountSettings(asking) };
  const { stack, state } = asking.world;
  const name = routes.map((route) => route.path.exec(path)?.[1]).find((found) => found !== undefined);
  if (name === undefined) throw new AwsError('InvalidAction', `${call} is not emulated`);
  const resource = `arn:${state.partition}:lambda:${asking.region}:${state.organization.managementAccountId}:function:${name}`;
  authorize(asking, { action: call === 'lambda:Invoke' ? 'lambda:InvokeFunction' : call, resource });
  const found = stack?.functions.find((each) => each.name === name);
  if (found === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${resource}`);
  return call === 'lambda:Invoke' ? invoke(found, body) : { body: configuration(found, resource) };
}

function accountSettings(asking: Asking): string {
  authorize(asking, { action: 'lambda:GetAccountSettings', resource: '*' });
  const { concurrentExecutions } = asking.world.switches;
  const limits = {
    ConcurrentExecutions: concurrentExecutions,
    UnreservedConcurrentExecutions: concurrentExecutions,
  };
  return writeJson(GetAccountSettings$, { AccountLimit: limits });
}

const configuration = ({ name, timeoutSeconds, variables }: StackFunction, arn: string) =>
  writeJson(GetFunctionConfiguration$, {
    ...{ FunctionName: name, FunctionArn: arn, Timeout: timeoutSeconds, State: 'Active' },
    Environment: { Variables: variables },
  });

/** Source: Lambda Developer Guide, "Invoke": a function's own error has status 200 and this header. */
async function invoke({ invoke: run }: StackFunction, body: string): Promise<FunctionAnswer> {
  try {
    return { body: JSON.stringify(await run(JSON.parse(body))) };
  } catch (error) {
    const headers = { 'x-amz-function-error': 'Unhandled' };
    return { body: error instanceof Error ? error.message : String(error), headers };
  }
}
