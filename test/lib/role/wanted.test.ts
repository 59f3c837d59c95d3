import { roleArn } from '../../../lib/role/spec.ts';
import { wantedRole } from '../../../lib/role/wanted.ts';
import { account, spec } from '../role-builder.ts';

const order = { account, vendor: 'crowdstrike', adopt: false, used: false, permissionsBoundary: '' };

it('a wanted role has its ARN, our tags, and a trust policy for one principal with its external id', () => {
  expect(wantedRole(spec({ path: '/vendors/' }), order)).toEqual({
    account,
    spec: spec({ path: '/vendors/' }),
    used: false,
    isNew: false,
    arn: roleArn(account, spec({ path: '/vendors/' })),
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::968898580625:root' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'ex53e827-a724-4a2a-9fec-b13761540785' } },
        },
      ],
    },
    tags: { 'managed-by': 'rollcall', 'rollcall:vendor': 'crowdstrike' },
    boundaryArn: undefined,
    adopt: false,
  });
});

it.each([
  ['aws', 'vendors', 'arn:aws:iam::444455556666:policy/vendors'],
  ['aws-us-gov', 'org/vendors', 'arn:aws-us-gov:iam::444455556666:policy/org/vendors'],
] as const)('in the partition %s, the boundary %s is %s', (partition, permissionsBoundary, boundaryArn) => {
  const there = { ...order, account: { ...account, partition }, permissionsBoundary };
  expect(wantedRole(spec(), there)).toMatchObject({ boundaryArn });
});
