import {
  DescribeTrails$,
  type DescribeTrailsRequest,
  GetEventSelectors$,
  type GetEventSelectorsRequest,
  GetTrailStatus$,
  type GetTrailStatusRequest,
} from '@aws-sdk/client-cloudtrail';
import type { Asking, Need } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';

const NAME = 'organization-trail';

/** The operations of CloudTrail on the one trail of the organization, of which a switch decides. */
export const trailOperations = [
  operation({
    schema: DescribeTrails$,
    needs: (_asking, _: DescribeTrailsRequest) => [{ action: 'cloudtrail:DescribeTrails', resource: '*' }],
    serve(asking) {
      if (asking.world.switches.trail === 'absent') return { trailList: [] };
      const trail = { Name: NAME, TrailARN: arnOf(asking), HomeRegion: 'us-east-1' };
      return { trailList: [{ ...trail, IsMultiRegionTrail: true, IsOrganizationTrail: true }] };
    },
  }),
  operation({
    schema: GetTrailStatus$,
    needs: (asking, _: GetTrailStatusRequest) => needs(asking, 'GetTrailStatus'),
    serve(asking, { Name }) {
      requireTrail(asking, Name);
      return { IsLogging: asking.world.switches.trail !== 'stopped' };
    },
  }),
  operation({
    schema: GetEventSelectors$,
    needs: (asking, _: GetEventSelectorsRequest) => needs(asking, 'GetEventSelectors'),
    serve(asking, { TrailName }) {
      requireTrail(asking, TrailName);
      const IncludeManagementEvents = asking.world.switches.trail !== 'data events only';
      const selector = { ReadWriteType: 'All' as const, IncludeManagementEvents, DataResources: [] };
      return { TrailARN: arnOf(asking), EventSelectors: [selector] };
    },
  }),
];

const needs = (asking: Asking, operation: string): Need[] => [
  { action: `cloudtrail:${operation}`, resource: arnOf(asking) },
];

const arnOf = ({ world: { state } }: Asking) =>
  `arn:${state.partition}:cloudtrail:us-east-1:${state.organization.managementAccountId}:trail/${NAME}`;

/** @throws AwsError TrailNotFoundException */
function requireTrail(asking: Asking, name = ''): void {
  const isKnown = asking.world.switches.trail !== 'absent' && [NAME, arnOf(asking)].includes(name);
  if (isKnown) return;
  const { managementAccountId } = asking.world.state.organization;
  throw new AwsError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${managementAccountId}`);
}
