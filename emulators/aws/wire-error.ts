import { randomUUID } from 'node:crypto';
import { writeObjectError } from './objects.ts';
import { jsonCode, type Service } from './services.ts';
import { writeJsonError } from './wire-json.ts';
import { writeQueryError } from './wire-query.ts';

/** A whole HTTP answer. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An error as an answer, in the service's wire format. */
export function errorAnswer(
  service: Service,
  { code, message }: { code: string; message: string },
  requestId: string = randomUUID(),
): Answer {
  const status = service.statuses.get(code) ?? 400;
  const body = {
    query: () => writeQueryError(service.namespace, { requestId, status, code, message }),
    json: () => writeJsonError(jsonCode(code), message),
    rest: () => writeJsonError(jsonCode(code), message),
    objects: () => writeObjectError(code, message),
  }[service.protocol]();
  return { status, headers: headersOf(service, requestId), body };
}

/** The headers of every answer of a service. */
export const headersOf = ({ protocol }: Service, requestId: string): Record<string, string> => ({
  'content-type': TYPES[protocol],
  'x-amzn-requestid': requestId,
});

const TYPES = {
  query: 'text/xml',
  objects: 'text/xml',
  json: 'application/x-amz-json-1.1',
  rest: 'application/json',
};
