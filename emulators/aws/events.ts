import { randomUUID } from 'node:crypto';
import { PutEvents$, type PutEventsRequest, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Asking } from './asking.ts';
import { operation } from './operation.ts';
import type { World } from './world.ts';

/** The operations of EventBridge on the caller's default event bus, of which the management account's has rules. */
export const eventOperations = [
  operation({
    schema: PutEvents$,
    needs: ({ world: { state }, caller, region }, _: PutEventsRequest) => [
      {
        action: 'events:PutEvents',
        resource: `arn:${state.partition}:events:${region}:${caller.account}:event-bus/default`,
      },
    ],
    serve(asking, { Entries = [] }) {
      const results = Entries.map((entry) => put(asking, entry));
      return { Entries: results, FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length };
    },
  }),
];

/** AWS keeps the sources of its own services to itself. Source: EventBridge API reference, PutEvents. */
function put(
  { world, caller, region }: Asking,
  { Source = '', DetailType, Detail, Resources = [], Time }: PutEventsRequestEntry,
) {
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (Source === '' || DetailType === undefined || Detail === undefined)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: 'Parameter Source, DetailType or Detail is not valid.',
    };
  const detail = parsed(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  // A bus of another account or region has no rules.
  if (caller.account !== world.state.organization.managementAccountId || !isHome(world, region))
    return { EventId: randomUUID() };
  const { id } = world.bus.put({
    ...{ source: Source, 'detail-type': DetailType, detail, resources: Resources, region },
    ...(Time && { time: `${Time.toISOString().slice(0, 19)}Z` }),
  });
  return { EventId: id };
}

/** Rollcall is deployed where Organizations sends its events. */
const isHome = ({ state }: World, region: string) =>
  region === (state.partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1');

/** Undefined where a text is not that of a JSON object. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
