import { randomUUID } from 'node:crypto';
import type { Asking } from './asking.ts';
import type { World } from './world.ts';

/** A call of an API, as a trail records it. */
export interface RecordedCall {
  /** The prefix of the service's actions, as `organizations`. */
  service: string;
  operation: string;
  input: object;
  output: object | undefined;
  /** Code and message of the error that it was answered with. */
  error?: { code: string; message: string } | undefined;
}

/**
 * Puts the event of a call that changes something on the bus, as the trail of the management account does.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export function recordCall({ world, caller, region }: Asking, call: RecordedCall): void {
  const { managementAccountId } = world.state.organization;
  if (caller.account !== managementAccountId || world.switches.trail !== 'logging') return;
  world.bus.put({
    source: `aws.${call.service}`,
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      ...head(call.service, call.operation, region),
      userIdentity: {
        type: caller.session === undefined ? 'IAMUser' : 'AssumedRole',
        principalId: caller.userId,
        arn: caller.arn,
        accountId: caller.account,
      },
      sourceIPAddress: '127.0.0.1',
      ...(call.error && { errorCode: call.error.code, errorMessage: call.error.message }),
      requestParameters: recorded(call.input),
      responseElements: call.output === undefined ? null : recorded(call.output),
      eventType: 'AwsApiCall',
      recipientAccountId: managementAccountId,
    },
  });
}

/** Puts an event on the bus that Organizations emits of its own accord. */
export function recordServiceEvent(
  { bus, state, switches }: World,
  eventName: string,
  serviceEventDetails: object,
): void {
  if (switches.trail !== 'logging') return;
  const { managementAccountId } = state.organization;
  bus.put({
    source: 'aws.organizations',
    'detail-type': 'AWS Service Event via CloudTrail',
    detail: {
      ...head('organizations', eventName, 'us-east-1'),
      userIdentity: { accountId: managementAccountId, invokedBy: 'organizations.amazonaws.com' },
      sourceIPAddress: 'organizations.amazonaws.com',
      requestParameters: null,
      responseElements: null,
      eventType: 'AwsServiceEvent',
      recipientAccountId: managementAccountId,
      serviceEventDetails,
    },
  });
}

/** `Nov 20, 2026, 8:26:54 AM`, as the events of Organizations have it. */
export const eventTime = (date: Date): string =>
  date
    .toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
    .replace('\u202F', ' ');

const head = (service: string, eventName: string, awsRegion: string) => ({
  eventVersion: '1.08',
  eventTime: `${new Date().toISOString().slice(0, 19)}Z`,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion,
  eventID: randomUUID(),
  readOnly: false,
  managementEvent: true,
  eventCategory: 'Management',
});

/** What a trail does not show. */
const HIDDEN = ['accountName', 'email'];

/** A trail writes names in camel case, and dates as texts; it hides what could identify a person. */
function recorded(value: unknown): unknown {
  if (value instanceof Date) return eventTime(value);
  if (Array.isArray(value)) return value.map(recorded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      return inner === undefined ? [] : [[key, HIDDEN.includes(key) ? '****' : recorded(inner)]];
    }),
  );
}
