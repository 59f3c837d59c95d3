import * as v from 'valibot';
import { Account } from '../../../lib/organization/account.ts';

const account = { id: '444455556666', name: 'Sandbox' };

it.each(['aws', 'aws-us-gov', 'aws-cn'])('an account may be of the partition %s', (partition) => {
  const whole = {
    ...account,
    partition,
    organizationId: 'o-exampleorgid',
    joinedAt: '2026-11-20T08:26:57.000Z',
  };
  expect(v.parse(Account, whole)).toEqual(whole);
  expect(v.parse(Account, { ...account, partition })).toEqual({ ...account, partition });
});

describe('an account is not valid', () => {
  it.each([
    ['without an id', { id: undefined }],
    ['with an id that is not valid', { id: '4444' }],
    ['without a name', { name: undefined }],
    ['of no partition', { partition: undefined }],
    ['of a partition without organizations', { partition: 'aws-iso' }],
    ['of an organization whose id is not a text', { organizationId: 1 }],
    ['that joined at no time', { joinedAt: 'yesterday' }],
  ])('%s', (_, overrides) => {
    expect(v.safeParse(Account, { ...account, partition: 'aws', ...overrides }).success).toBe(false);
  });
});
