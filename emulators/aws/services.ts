import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sts from '@aws-sdk/client-sts';

/**
 * One emulated service.
 *
 * - `prefix`: of its actions in policies (`iam:CreateRole`) and its name in a signature's credential scope
 * - `protocol`: `query` is form in, XML out; `json` is JSON 1.1 both ways
 * - `namespace`: of its XML, empty for JSON
 * - `statuses`: HTTP status of each error code on the wire
 */
export interface Service {
  prefix: string;
  protocol: 'query' | 'json';
  namespace: string;
  statuses: ReadonlyMap<string, number>;
}

/** The service that a signature's credential scope or a policy action names. */
export const serviceNamed = (prefix: string): Service | undefined => services.get(prefix);

/** What a refusal that all of AWS shares is called by the services that speak JSON. */
export const jsonCode = (code: string): string => shared.get(code)?.json ?? code;

/** Refusals that the services share and their models leave out, by their code in query services. */
const shared = new Map<string, { status: number; json: string }>([
  ['AccessDenied', { status: 403, json: 'AccessDeniedException' }],
  ['ExpiredToken', { status: 403, json: 'ExpiredTokenException' }],
  ['InternalFailure', { status: 500, json: 'InternalFailure' }],
  ['InvalidAction', { status: 400, json: 'UnknownOperationException' }],
  ['InvalidClientTokenId', { status: 403, json: 'UnrecognizedClientException' }],
  ['MissingAuthenticationToken', { status: 403, json: 'MissingAuthenticationTokenException' }],
  ['ServiceUnavailable', { status: 503, json: 'ServiceUnavailable' }],
  ['SignatureDoesNotMatch', { status: 403, json: 'InvalidSignatureException' }],
  ['Throttling', { status: 400, json: 'ThrottlingException' }],
  ['ValidationError', { status: 400, json: 'ValidationException' }],
]);

const services = new Map(
  [
    query('iam', 'https://iam.amazonaws.com/doc/2010-05-08/', iam),
    query('sts', 'https://sts.amazonaws.com/doc/2011-06-15/', sts),
    json('organizations', organizations),
    json('secretsmanager', secretsManager),
  ].map((service) => [service.prefix, service]),
);

function query(prefix: string, namespace: string, shapes: object): Service {
  const modelled = errorsOf(shapes).map(
    ({ name, query: [code, status] = [name, 400] }) => [code, status] as const,
  );
  const common = [...shared].map(([code, { status }]) => [code, status] as const);
  return { prefix, protocol: 'query', namespace, statuses: new Map([...common, ...modelled]) };
}

/**
 * JSON 1.1 answers every fault of the client with 400, whatever the model says; only a service's own fault is 500.
 *
 * @see https://github.com/aws/aws-sdk-js/issues/2135 TooManyRequestsException of Organizations with status 400
 */
function json(prefix: string, shapes: object): Service {
  const modelled = errorsOf(shapes).map(({ name, fault }) => [name, fault === 'server' ? 500 : 400] as const);
  const common = [...shared.values()].map(
    ({ json: code, status }) => [code, status < 500 ? 400 : status] as const,
  );
  return { prefix, protocol: 'json', namespace: '', statuses: new Map([...common, ...modelled]) };
}

interface ErrorShape {
  name: string;
  fault?: string;
  query?: [code: string, status: number];
}

/** The error schemas that an SDK client exports: tuples of -3, namespace, name, traits and members. */
function errorsOf(shapes: object): ErrorShape[] {
  return Object.values(shapes).flatMap((shape: unknown) => {
    if (!Array.isArray(shape) || shape[0] !== -3) return [];
    const [, , name, traits] = shape;
    return [{ name, fault: traits.error, query: traits.awsQueryError }];
  });
}
