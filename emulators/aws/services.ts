import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import * as eventBridge from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as stepFunctions from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';

/**
 * One emulated service.
 *
 * - `prefix`: of its actions in policies (`iam:CreateRole`)
 * - `protocol`: `query` is form in, XML out; `json` is JSON, `rest` JSON by path; `objects` is S3's own, by path
 * - `namespace`: of its XML, empty for the others
 * - `address`: how a request names the API: its version in a form, or what stands before the operation in `X-Amz-Target`
 * - `statuses`: HTTP status of each error code on the wire
 */
export interface Service {
  prefix: string;
  protocol: 'query' | 'json' | 'objects' | 'rest';
  namespace: string;
  address: string;
  statuses: ReadonlyMap<string, number>;
}

/** The service that a signature's credential scope or a policy action names. */
export const serviceNamed = (name: string): Service | undefined => services.get(SIGNED[name] ?? name);

/** The service that a request is addressed to. */
export const serviceAt = (address: string | undefined): Service | undefined =>
  [...services.values()].find((service) => address !== undefined && service.address === address);

/** Names in a credential scope that are not the prefix of the service's actions. */
const SIGNED: Record<string, string> = { tagging: 'tag' };

/** What a refusal that all of AWS shares is called by the services that speak JSON. */
export const jsonCode = (code: string): string => shared.get(code)?.json ?? code;

/** The HTTP status of a refusal that all of AWS shares. */
export const sharedStatus = (code: string): number => shared.get(code)?.status ?? 400;

/** Refusals that the services share and their models leave out, by their code in query services. */
const shared = new Map<string, { status: number; json: string }>([
  ['AccessDenied', { status: 403, json: 'AccessDeniedException' }],
  ['ExpiredToken', { status: 403, json: 'ExpiredTokenException' }],
  ['IncompleteSignature', { status: 400, json: 'IncompleteSignatureException' }],
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
    query('cloudformation', 'http://cloudformation.amazonaws.com/doc/2010-05-15/', cloudFormation),
    query('sns', 'http://sns.amazonaws.com/doc/2010-03-31/', sns),
    json('cloudtrail', 'CloudTrail_20131101', cloudTrail),
    json('dynamodb', 'DynamoDB_20120810', dynamoDb),
    json('events', 'AWSEvents', eventBridge),
    json('logs', 'Logs_20140328', logs),
    json('organizations', 'AWSOrganizationsV20161128', organizations),
    json('secretsmanager', 'secretsmanager', secretsManager),
    json('states', 'AWSStepFunctions', stepFunctions),
    json('tag', 'ResourceGroupsTaggingAPI_20170126', tagging),
    objects('s3'),
    rest('lambda', lambda),
  ].map((service) => [service.prefix, service]),
);

function query(prefix: string, namespace: string, shapes: object): Service {
  const modelled = errorsOf(shapes).map(
    ({ name, query: [code, status] = [name, 400] }) => [code, status] as const,
  );
  const common = [...shared].map(([code, { status }]) => [code, status] as const);
  const address = namespace.split('/').at(-2) ?? '';
  return { prefix, protocol: 'query', namespace, address, statuses: new Map([...common, ...modelled]) };
}

/**
 * JSON 1.1 answers every fault of the client with 400, whatever the model says; only a service's own fault is 500.
 *
 * @see https://github.com/aws/aws-sdk-js/issues/2135 TooManyRequestsException of Organizations with status 400
 */
function json(prefix: string, address: string, shapes: object): Service {
  const modelled = errorsOf(shapes).map(({ name, fault }) => [name, fault === 'server' ? 500 : 400] as const);
  const common = [...shared.values()].map(
    ({ json: code, status }) => [code, status < 500 ? 400 : status] as const,
  );
  return { prefix, protocol: 'json', namespace: '', address, statuses: new Map([...common, ...modelled]) };
}

/** JSON by path: the model says each error's status. */
function rest(prefix: string, shapes: object): Service {
  const modelled = errorsOf(shapes).map(({ name, http = 400 }) => [name, http] as const);
  const common = [...shared.values()].map(({ json: code, status }) => [code, status] as const);
  const statuses = new Map([...common, ...modelled]);
  return { prefix, protocol: 'rest', namespace: '', address: '', statuses };
}

/** Source: S3 API reference, "List of error codes". */
function objects(prefix: string): Service {
  return {
    ...{ prefix, protocol: 'objects', namespace: '', address: '' },
    statuses: new Map([
      ['AccessDenied', 403],
      ['ExpiredToken', 400],
      ['InternalError', 500],
      ['InvalidArgument', 400],
      ['InvalidAccessKeyId', 403],
      ['NoSuchBucket', 404],
      ['NoSuchKey', 404],
      ['NotImplemented', 501],
      ['SignatureDoesNotMatch', 403],
      ['SlowDown', 503],
      ['XAmzContentSHA256Mismatch', 400],
    ]),
  };
}

interface ErrorShape {
  name: string;
  fault?: string;
  query?: [code: string, status: number];
  http?: number;
}

/** The error schemas that an SDK client exports: tuples of -3, namespace, name, traits and members. */
function errorsOf(shapes: object): ErrorShape[] {
  return Object.values(shapes).flatMap((shape: unknown) => {
    if (!Array.isArray(shape) || shape[0] !== -3) return [];
    const [, , name, traits] = shape;
    return [{ name, fault: traits.error, query: traits.awsQueryError, http: traits.httpError }];
  });
}
