import { readRequest } from '../../../lib/enrollment/event.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { sampleEvent as event } from '../../scene.ts';

/** A sample event with other details. */
const withDetails = (name: string, details: unknown) => {
  const sample = event(name);
  return { ...sample, detail: { ...sample.detail, serviceEventDetails: details } };
};
/** What changes the status in a sample event's details. */
const changing = (name: string, status: string) => (overrides: object) =>
  withDetails(name, { [status]: { ...event(name).detail.serviceEventDetails[status], ...overrides } });
const created = changing('create-account-succeeded', 'createAccountStatus');
const managed = changing('control-tower-create-managed-account', 'createManagedAccountStatus');
const updated = changing('control-tower-update-managed-account', 'updateManagedAccountStatus');

describe('every sample event asks for the account to be enrolled', () => {
  it.each([
    'account-joined-organization',
    'control-tower-create-managed-account',
    'control-tower-update-managed-account',
    'create-account-succeeded',
    'create-gov-cloud-account-succeeded',
    'manual',
  ])('%s', (name) => {
    expect(readRequest(event(name))).toMatchObject({
      accountId: '444455556666',
      adopt: false,
      dryRun: false,
    });
  });
});

describe('what varies in an event makes no difference', () => {
  const { createAccountStatus } = event('create-account-succeeded').detail.serviceEventDetails;
  it.each([
    ['a name that is not masked', created({ accountName: 'Sandbox' })],
    ['no name', created({ accountName: undefined })],
    ['times in the older form', created({ requestedTimestamp: 'May 15, 2023 8:26:54 AM' })],
    ['times with a narrow space', created({ completedTimestamp: 'Jul 17, 2025, 2:53:40\u202fPM' })],
    ['times in milliseconds', created({ completedTimestamp: 1_787_000_000_000 })],
    ['a GovCloud account beside it', created({ govCloudAccountId: '777788889999' })],
    ['fields that are not known here', created({ added: { later: true } })],
    [
      'another detail-type',
      { ...event('create-account-succeeded'), 'detail-type': 'AWS API Call via CloudTrail' },
    ],
    ['the time of the event left out', { ...event('create-account-succeeded'), time: undefined }],
    ['details beside the status', withDetails('create-account-succeeded', { createAccountStatus, more: 1 })],
  ])('%s', (_, variant) => {
    expect(readRequest(variant).accountId).toBe('444455556666');
  });
});

describe('by hand', () => {
  it.each([
    [
      { accountId: '444455556666', vendors: ['crowdstrike'] },
      { vendors: ['crowdstrike'], adopt: false, dryRun: false },
    ],
    [
      { accountId: '000000000001', adopt: true },
      { accountId: '000000000001', adopt: true },
    ],
  ])('an operator may say %j', (input, request) => {
    expect(readRequest(input)).toMatchObject(request);
  });

  it('the sample for one vendor asks for that vendor', () => {
    expect(readRequest(event('manual-one-vendor'))).toMatchObject({
      accountId: '444455556666',
      vendors: ['crowdstrike'],
      adopt: false,
      dryRun: false,
    });
  });
});

describe('an input that no enrollment can start from is refused, naming the path', () => {
  const sample = event('create-account-succeeded');
  const detail = 'detail.serviceEventDetails';
  it.each([
    ['nothing', undefined, 'input: '],
    ['null', null, 'input: '],
    ['a text', '444455556666', 'input: '],
    ['a list', ['444455556666'], 'input: '],
    ['an empty object', {}, 'accountId: '],
    [
      'a time of another zone, which JavaScript may not read',
      { accountId: '444455556666', notListedAt: '2026-11-26T16:00:00 +01' },
      'notListedAt: expected a time that ends with Z',
    ],
    [
      'an account id of 13 digits',
      { accountId: '4444555566667' },
      'accountId: expected an AWS account id of 12 digits',
    ],
    [
      'an account id with a line break',
      { accountId: '444455556666\n' },
      'accountId: expected an AWS account id of 12 digits',
    ],
    [
      'an account id of 11 digits',
      { accountId: '44445555666' },
      'accountId: expected an AWS account id of 12 digits',
    ],
    ['an account id as a number', { accountId: 444455556666 }, 'accountId: '],
    [
      'a misspelt field',
      { accountId: '444455556666', vendor: ['cloudcraft'] },
      'vendor: is not a known field',
    ],
    ['no vendors at all', { accountId: '444455556666', vendors: [] }, 'vendors: '],
    ['vendors that are no list', { accountId: '444455556666', vendors: 'cloudcraft' }, 'vendors: '],
    ['a vendor that is not a text', { accountId: '444455556666', vendors: [1] }, 'vendors.0: '],
    ['adopt as a text', { accountId: '444455556666', adopt: 'yes' }, 'adopt: '],
    ['an event without a source', { detail: sample.detail }, 'source: '],
    ['an event without details', { source: 'aws.organizations' }, 'detail: '],
    [
      'an event without a name',
      { source: 'aws.organizations', detail: {} },
      'understand the event: detail.eventName: ',
    ],
    [
      'an event of another name',
      { ...sample, detail: { ...sample.detail, eventName: 'CloseAccountResult' } },
      'detail.eventName: ',
    ],
    [
      'an event of another service',
      { ...sample, source: 'aws.controltower' },
      'detail.eventName: expected one of',
    ],
    [
      'an event named like a property of every object',
      { source: '__proto__', detail: { eventName: '' } },
      'detail.eventName: ',
    ],
    ['no service event', withDetails('create-account-succeeded', null), `${detail}: `],
    [
      'another service event',
      withDetails('create-account-succeeded', { closeAccountStatus: {} }),
      `${detail}.createAccountStatus: `,
    ],
    [
      'a failed creation',
      event('create-account-failed'),
      `${detail}.createAccountStatus.state: expected SUCCEEDED`,
    ],
    [
      'a creation under way',
      created({ state: 'IN_PROGRESS' }),
      `${detail}.createAccountStatus.state: expected SUCCEEDED`,
    ],
    [
      'a creation without an account',
      created({ accountId: undefined }),
      `${detail}.createAccountStatus.accountId: `,
    ],
    ['a masked account id', created({ accountId: '****' }), `${detail}.createAccountStatus.accountId: `],
    [
      'a failed lifecycle event',
      managed({ state: 'FAILED' }),
      `${detail}.createManagedAccountStatus.state: expected SUCCEEDED`,
    ],
    [
      'a lifecycle event without an account',
      managed({ account: {} }),
      `${detail}.createManagedAccountStatus.account.accountId: `,
    ],
    [
      'a failed lifecycle event of an account that is enrolled again',
      updated({ state: 'FAILED' }),
      `${detail}.updateManagedAccountStatus.state: expected SUCCEEDED`,
    ],
    [
      'such a lifecycle event without an account',
      updated({ account: {} }),
      `${detail}.updateManagedAccountStatus.account.accountId: `,
    ],
  ])('%s', (_, input, path) => {
    expect(() => readRequest(input)).toThrow(InvalidInputError);
    expect(() => readRequest(input)).toThrow(path);
  });

  it('every fault is named at once', () => {
    expect(() => readRequest({ accountId: '1', vendors: [], adopt: 1 })).toThrow(
      /accountId: .*; vendors: .*; adopt: /,
    );
  });
});
