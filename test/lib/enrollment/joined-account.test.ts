import { readRequest } from '../../../lib/enrollment/event.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { sampleEvent } from '../../scene.ts';

const sample = sampleEvent('account-joined-organization');
const management = '111122223333';
const member = '444455556666';

/** The event as it could look: AWS has not published its JSON. */
const joined = (detail: object, envelope: object = {}) => ({
  ...sample,
  ...envelope,
  detail: { ...sample.detail, serviceEventDetails: null, requestParameters: null, ...detail },
});
const arn = `arn:aws:organizations::${management}:account/o-exampleorgid/${member}`;

describe('the account that joined is found', () => {
  it.each([
    ['in the details', joined({ serviceEventDetails: { accountId: member } })],
    [
      'deep in the details',
      joined({ serviceEventDetails: { accountJoinedOrganization: { account: { accountId: member } } } }),
    ],
    ['in a list in the details', joined({ serviceEventDetails: { accounts: [{ account_id: member }] } })],
    [
      'beside the management account',
      joined({ serviceEventDetails: { managementAccountId: management, memberAccountId: member } }),
    ],
    [
      'where it stands twice',
      joined({ serviceEventDetails: { accountId: member, joined: { accountId: member } } }),
    ],
    ['in the request', joined({ requestParameters: { accountId: member } })],
    [
      'in the details rather than in the request',
      joined({
        serviceEventDetails: { accountId: member },
        requestParameters: { accountId: '999999999999' },
      }),
    ],
    [
      'in the request when the details only name the management account',
      joined({ serviceEventDetails: { accountId: management }, requestParameters: { accountId: member } }),
    ],
    ['as an ARN among the resources', joined({}, { resources: [arn] })],
    ['as a bare id among the resources', joined({}, { resources: [member] })],
    ['as an object among the resources', joined({}, { resources: [{ ARN: arn, accountId: member }] })],
    [
      'in an API call that says nothing of service details',
      joined({ serviceEventDetails: undefined, requestParameters: { accountId: member } }),
    ],
    [
      'whether it was created or invited',
      joined({
        serviceEventDetails: { accountId: member, joinedMethod: 'Invited', joinedTime: 1_787_000_000 },
      }),
    ],
  ])('%s', (_, event) => {
    expect(readRequest(event)).toMatchObject({ accountId: member, adopt: false, dryRun: false });
  });
});

it('a new organization speaks of its management account, which the plan then skips', () => {
  expect(
    readRequest(joined({ serviceEventDetails: { accountId: management, joinedMethod: 'INVITED' } }))
      .accountId,
  ).toBe(management);
});

describe('the event is refused, naming the path', () => {
  it.each([
    [
      'when no account stands in it',
      joined({ serviceEventDetails: { joinedMethod: 'CREATED' } }),
      "detail: expected one member account's id, found none",
    ],
    [
      'when ids stand only where others belong',
      joined({ recipientAccountId: member, userIdentity: { accountId: member } }),
      'detail: ',
    ],
    [
      'when 12 digits are no account id',
      joined({ serviceEventDetails: { requestId: member, joinedTime: member, accountIdSource: member } }),
      'detail: ',
    ],
    [
      'when two accounts stand in it',
      joined({ serviceEventDetails: { accountId: member, otherAccountId: '777788889999' } }),
      "detail: expected one member account's id, found 444455556666, 777788889999",
    ],
    [
      'when two accounts stand beside the management account',
      joined({
        serviceEventDetails: {
          accountId: member,
          otherAccountId: '777788889999',
          payerAccountId: management,
        },
      }),
      'found 444455556666, 777788889999',
    ],
    ['when a resource only begins like an id', joined({}, { resources: [`${member}7`] }), 'found none'],
    ['when a resource is a number', joined({}, { resources: [Number(member)] }), 'found none'],
    [
      'when it does not have the account that it was sent to',
      joined({ serviceEventDetails: { accountId: member } }, { account: undefined }),
      'account: ',
    ],
  ])('%s', (_, event, part) => {
    expect(() => readRequest(event)).toThrow(InvalidInputError);
    expect(() => readRequest(event)).toThrow(part);
  });
});
