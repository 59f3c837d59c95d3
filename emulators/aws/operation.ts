import type { StaticOperationSchema } from '@smithy/types';
import type { Asking, Need } from './asking.ts';
import { authorize } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import type { Service } from './services.ts';
import { type RecordedCall, recordCall } from './trail.ts';
import { readJson, writeJson } from './wire-json.ts';
import { readQuery, writeQuery } from './wire-query.ts';

/** An operation ready to be served: it takes a request's body and gives the answer's body. */
export interface Operation {
  name: string;
  answer(asking: Asking, exchange: Exchange): string;
}

/** What an operation needs to know of the HTTP exchange. */
export interface Exchange {
  service: Service;
  body: string;
  requestId: string;
}

/**
 * - `schema`: the operation's schema as the SDK client exports it
 * - `needs`: the permissions that it takes; none when left out
 */
interface Parts<Input, Output> {
  schema: StaticOperationSchema;
  needs?: (asking: Asking, input: Input) => Need[];
  serve: (asking: Asking, input: Input) => Output;
}

/** Makes an operation of its schema, its permissions and its work. */
export const operation = <Input extends object, Output extends object>({
  schema,
  needs = () => [],
  serve,
}: Parts<Input, Output>): Operation => ({
  name: schema[2],
  answer(asking, { service, body, requestId }) {
    const isQuery = service.protocol === 'query';
    // What the operation's own schema has read is of the type that the SDK generates from the same schema.
    const input: Input = isQuery ? readQuery(schema, body) : readJson(schema, body);
    requireMembers(schema, input);
    const output = recordedAs({ service: service.prefix, operation: schema[2], input }, asking, () => {
      for (const need of needs(asking, input)) authorize(asking, need);
      return serve(asking, input);
    });
    return isQuery ? writeQuery(schema, service.namespace, { output, requestId }) : writeJson(schema, output);
  },
});

/** The output of a call, with the event of it where the trail's events reach the bus: of Organizations' that change something. */
function recordedAs<Output extends object>(
  call: Omit<RecordedCall, 'output' | 'error'>,
  asking: Asking,
  perform: () => Output,
): Output {
  const isRecorded = call.service === 'organizations' && !/^(List|Describe)/.test(call.operation);
  if (!isRecorded) return perform();
  try {
    const output = perform();
    recordCall(asking, { ...call, output });
    return output;
  } catch (error) {
    if (error instanceof AwsError) recordCall(asking, { ...call, output: undefined, error });
    throw error;
  }
}

/** A structure's schema names its required members first and says how many there are. */
function requireMembers(schema: StaticOperationSchema, input: object): void {
  const [members, count] = requiredOf(schema);
  const missing = members.slice(0, count).find((member) => !(member in input));
  if (missing === undefined) return;
  const field = missing.charAt(0).toLowerCase() + missing.slice(1);
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must not be null`,
  );
}

function requiredOf(schema: StaticOperationSchema): [members: string[], count: number] {
  const input = typeof schema[4] === 'function' ? schema[4]() : schema[4];
  if (!Array.isArray(input) || input[0] !== 3) return [[], 0];
  return [input[4] ?? [], input[6] ?? 0];
}
