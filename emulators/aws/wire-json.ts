import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';

/** Timestamps are in format 7, seconds since 1970, unless a member says otherwise. */
const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName: false };

/**
 * Reads the input of an awsJson operation.
 *
 * @throws SyntaxError when the body is not JSON
 */
export const readJson = (operation: StaticOperationSchema, body: string) =>
  new JsonShapeDeserializer2(settings).readObject(
    NormalizedSchema.of(operation[4]),
    JSON.parse(body || '{}'),
  );

/** Writes the output of an awsJson operation. */
export function writeJson(operation: StaticOperationSchema, output: object): string {
  const schema = NormalizedSchema.of(operation[5]);
  if (schema.isUnitSchema()) return '';
  const serializer = new JsonShapeSerializer2(settings);
  serializer.write(schema, output);
  return new TextDecoder().decode(serializer.flush());
}

/** Writes an error of an awsJson service. */
export const writeJsonError = (code: string, message: string): string =>
  JSON.stringify({ __type: code, Message: message });
