import type { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { ACCOUNT, scene } from '../scene.ts';

/** Closes us-east-1, but for the services that work from there for every region, as organizations do. */
const closing: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 'organizations:*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    },
  ],
};

describe('An organization that closes the region in which Cloudcraft tries a role', () => {
  it.each([
    {
      region: 'us-east-1',
      status: 'FAILED',
      cause: /ec2:DescribeRegions.* explicit deny in a service control policy/,
    },
    { region: 'eu-west-1', status: 'SUCCEEDED', cause: /^$/ },
  ])('ends $status with the setting region $region', async ({ region, status, cause }) => {
    const { world, enroll } = await scene({ switches: { aws: { serviceControlPolicies: [closing] } } });
    process.env['CLOUDCRAFT'] = JSON.stringify({ ...world.cloudcraft.settings, region });
    const ended = await enroll();
    expect({ status: ended.status, cause: ended.cause ?? '' }).toEqual({
      status,
      cause: expect.stringMatching(cause),
    });
    expect(world.cloudcraft.state.accounts).toHaveLength(status === 'SUCCEEDED' ? 1 : 0);
    expect(await world.cloudcraft.examine(ACCOUNT)).toEqual([]);
  });
});
