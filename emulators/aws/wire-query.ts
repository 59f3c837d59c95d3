import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';

/** What stands under one part of a form's dotted names: a value, further levels, or a list of either. */
type Value = string | Level | Value[];
interface Level {
  [key: string]: Value;
}

/**
 * Reads the input of an awsQuery operation out of its form.
 * A form's names (`Tags.member.1.Key`) nest as the elements of the XML do, so the SDK's XML reader takes them from there.
 */
export function readQuery(operation: StaticOperationSchema, body: string) {
  const root: Level = {};
  for (const [name, value] of new URLSearchParams(body)) put(root, name.split('.'), value);
  const input = NormalizedSchema.of(operation[4]);
  return input.isUnitSchema() ? {} : new XmlShapeDeserializer(settings('')).readSchema(input, lists(root));
}

/** Writes the answer `<CreateRoleResponse><CreateRoleResult>…</CreateRoleResult>…` of an awsQuery operation. */
export function writeQuery(operation: StaticOperationSchema, namespace: string, answer: QueryAnswer): string {
  const name = operation[2];
  const members: Record<string, $SchemaRef> = { ResponseMetadata: () => metadata };
  const output = operation[5];
  const unit = NormalizedSchema.of(output).isUnitSchema();
  return write(
    structure(`${name}Response`, unit ? members : { [`${name}Result`]: output, ...members }),
    namespace,
    {
      [`${name}Result`]: answer.output,
      ResponseMetadata: { RequestId: answer.requestId },
    },
  );
}

/** Writes the `<ErrorResponse>` of an awsQuery service. */
export function writeQueryError(namespace: string, answer: QueryError): string {
  const { requestId, status, code, message } = answer;
  const Type = status < 500 ? 'Sender' : 'Receiver';
  return write(errorResponse, namespace, {
    Error: { Type, Code: code, Message: message },
    RequestId: requestId,
  });
}

interface QueryAnswer {
  output: object;
  requestId: string;
}

interface QueryError {
  requestId: string;
  status: number;
  code: string;
  message: string;
}

function put(level: Level, [key = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    level[key] = value;
    return;
  }
  const next = level[key];
  const inner = typeof next === 'object' && !Array.isArray(next) ? next : {};
  level[key] = inner;
  put(inner, rest, value);
}

/** Turns the levels that are numbered 1, 2, 3 … into lists. */
function lists(level: Value): Value {
  if (typeof level === 'string' || Array.isArray(level)) return level;
  const entries = Object.entries(level).map(([key, value]) => [key, lists(value)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  // Integer keys of an object iterate in ascending order.
  return numbered ? entries.flatMap(([, value]) => value) : Object.fromEntries(entries);
}

function write(schema: StaticStructureSchema, namespace: string, value: object): string {
  const serializer = new XmlShapeSerializer(settings(namespace));
  serializer.write(schema, value);
  return String(serializer.flush());
}

/** Timestamps are in format 5, `date-time`, unless a member says otherwise. */
const settings = (xmlNamespace: string) => ({
  timestampFormat: { useTrait: true, default: 5 as const },
  httpBindings: false,
  xmlNamespace,
  serviceNamespace: '',
});

const structure = (name: string, members: Record<string, $SchemaRef>): StaticStructureSchema => [
  3,
  'local',
  name,
  0,
  Object.keys(members),
  Object.values(members),
];

const metadata = structure('ResponseMetadata', { RequestId: 0 });
const errorResponse = structure('ErrorResponse', {
  Error: () => structure('Error', { Type: 0, Code: 0, Message: 0 }),
  RequestId: 0,
});
