import * as v from 'valibot';
import { cloudSecurity } from '../../../../lib/vendors/crowdstrike/cloud-security.ts';
import { d4c } from '../../../../lib/vendors/crowdstrike/d4c.ts';
import { account } from '../../role-builder.ts';
import { resource } from './open-api.ts';

/** The account as the newest family shows it, with overrides. */
const nested = (overrides: object = {}) => {
  const { iam_role_arn, intermediate_role_arn, external_id, ...own } = resource();
  const resource_metadata = { iam_role_arn, intermediate_role_arn, external_id };
  return { ...own, status: [], resource_metadata, ...overrides };
};

describe.each([
  { name: 'd4c', family: d4c, shown: resource },
  { name: 'cloud-security', family: cloudSecurity, shown: nested },
])('a resource of the family $name', ({ family, shown }) => {
  it.each([7, '7', 'x'.repeat(200)])('may have the id %j', (ID) => {
    expect(v.parse(family.Resource, shown({ ID })).id).toBe(String(ID));
  });

  it.each([{ ID: 'x'.repeat(201) }, { ID: null }, { ID: undefined }, { account_id: 7 }])(
    'that has %j does not fit',
    (odd) => {
      expect(() => v.parse(family.Resource, shown(odd))).toThrow(v.ValiError);
    },
  );
});

describe("the newest family's resource", () => {
  const features = (...states: (string | undefined)[]) => ({
    features: states.map((status) => ({ status })),
  });

  it.each([
    [undefined, 'unknown'],
    [null, 'unknown'],
    [[], 'unknown'],
    [[{}, { features: null }, features(), features(undefined)], 'unknown'],
    [[features('on', undefined, 'off'), features('on')], 'on, off'],
  ])('with the products %j has the status %j', (status, expected) => {
    expect(v.parse(cloudSecurity.Resource, nested({ status })).status).toBe(expected);
  });

  const { resource_metadata: metadata } = nested();
  it.each([
    { status: 'on' },
    { status: ['on'] },
    { status: [{ features: 'on' }] },
    { status: [{ features: [{ status: 7 }] }] },
    { resource_metadata: undefined },
    { resource_metadata: { ...metadata, iam_role_arn: undefined } },
    { resource_metadata: { ...metadata, intermediate_role_arn: undefined } },
    { resource_metadata: { ...metadata, external_id: undefined } },
  ])('that has %j does not fit', (odd) => {
    expect(() => v.parse(cloudSecurity.Resource, nested(odd))).toThrow(v.ValiError);
  });
});

it('the newest family is asked for no trail of its own, and to watch no region', () => {
  expect(cloudSecurity.defaults).toMatchObject({ use_existing_cloudtrail: true, ioa_regions: [] });
});

it.each([
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('the trail of the partition %s is in %s', (partition, cloudtrail_region) => {
  expect(d4c.required({ ...account, partition })).toMatchObject({ cloudtrail_region });
});
