import {
  type AdvancedFieldSelector,
  CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { NotChecked, Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a trail logs management events in the region: otherwise none that comes by CloudTrail reaches EventBridge.
 * Outside the management account only a trail of the organization says something of that account.
 * Source: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail".
 */
export async function trail({ target, region, managementAccountId }: Subject): Promise<string> {
  const client = new CloudTrailClient(target.configuration);
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const seen = await Promise.all(trailList.map((each) => look(client, each)));
  const elsewhere = await managementAccountId();
  const right = seen.find(
    ({ isLogging, takes, isOfAll }) => isLogging && takes && (isOfAll || elsewhere === ''),
  );
  if (right !== undefined) return `${right.name} logs management events`;
  if (elsewhere !== '')
    throw new NotChecked(
      `no trail of the organization logs management events; look for one in the management account ${elsewhere}`,
    );
  const command = `aws cloudtrail %s --region ${region}`;
  const stopped = seen.find(({ takes }) => takes);
  if (stopped !== undefined)
    throw new Problem(
      `${stopped.name} is not logging: no new account is noticed`,
      `${command.replace('%s', 'start-logging')} --name ${stopped.arn}`,
    );
  const [other] = seen;
  if (other !== undefined)
    throw new Problem(
      `${other.name} logs no management events: no new account is noticed. This replaces its event selectors:`,
      `${command.replace('%s', 'put-event-selectors')} --trail-name ${other.arn} --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'`,
    );
  throw new Problem(
    'no trail logs this region: no new account is noticed',
    `${command.replace('%s', 'create-trail')} --name management-events --is-multi-region-trail --s3-bucket-name <bucket>
${command.replace('%s', 'start-logging')} --name management-events`,
  );
}

async function look(
  client: CloudTrailClient,
  { Name: name = '', TrailARN: arn = name, IsOrganizationTrail: isOfAll = false }: Trail,
) {
  const [{ IsLogging: isLogging = false }, selectors] = await Promise.all([
    client.send(new GetTrailStatusCommand({ Name: arn })),
    client.send(new GetEventSelectorsCommand({ TrailName: arn })),
  ]);
  return { name, arn, isOfAll, isLogging, takes: takesManagementEvents(selectors) };
}

/** A trail has selectors of the one kind or of the other. Source: CloudTrail API reference, GetEventSelectors. */
const takesManagementEvents = ({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: Pick<GetEventSelectorsCommandOutput, 'EventSelectors' | 'AdvancedEventSelectors'>) =>
  EventSelectors.some(isForWrites) ||
  AdvancedEventSelectors.some(({ FieldSelectors = [] }) => selectsWrites(FieldSelectors));

const isForWrites = ({ IncludeManagementEvents = true, ReadWriteType = 'All' }: EventSelector) =>
  IncludeManagementEvents && ReadWriteType !== 'ReadOnly';

const selectsWrites = (fields: AdvancedFieldSelector[]) =>
  fields.some(({ Field, Equals = [] }) => Field === 'eventCategory' && Equals.includes('Management')) &&
  !fields.some(({ Field, Equals = [] }) => Field === 'readOnly' && Equals.includes('true'));
