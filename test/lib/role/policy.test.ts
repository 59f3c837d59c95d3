import { samePolicy, values } from '../../../lib/role/policy.ts';

const statement = {
  Sid: 'One',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::968898580625:root', 'arn:aws:iam::292230061137:role/Connector'] },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
  Condition: { StringEquals: { 'sts:ExternalId': 'one', 'aws:PrincipalOrgID': 'o-exampleorgid' } },
};
const second = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
const policy = { Version: '2012-10-17', Statement: [statement, second] };
const withFirst = (overrides: object) => ({ ...policy, Statement: [{ ...statement, ...overrides }, second] });

describe('two policies mean the same', () => {
  it.each([
    ['in another order of statements', { ...policy, Statement: [second, statement] }],
    [
      'in another order of keys',
      { Statement: [Object.fromEntries(Object.entries(statement).reverse()), second], Version: '2012-10-17' },
    ],
    ['in another order of actions', withFirst({ Action: ['sts:TagSession', 'sts:AssumeRole'] })],
    ['in another case of actions', withFirst({ Action: ['STS:assumerole', 'sts:tagSession'] })],
    ['with an action twice', withFirst({ Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:assumeRole'] })],
    ['in another order of resources', withFirst({ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::a'] })],
    [
      'in another order of principals',
      withFirst({ Principal: { AWS: statement.Principal.AWS.toReversed() } }),
    ],
    ['with another statement id', withFirst({ Sid: 'Two' })],
    ['with an id of the document', { ...policy, Id: 'document' }],
    [
      'in another order and case of condition keys',
      withFirst({
        Condition: { StringEquals: { 'AWS:principalorgid': 'o-exampleorgid', 'STS:EXTERNALID': 'one' } },
      }),
    ],
    [
      'with a value in a list',
      withFirst({
        Condition: { StringEquals: { 'sts:ExternalId': ['one'], 'aws:PrincipalOrgID': ['o-exampleorgid'] } },
      }),
    ],
    [
      'with a list of one for a string',
      { ...policy, Statement: [statement, { ...second, Action: ['iam:*'], Resource: ['*'] }] },
    ],
  ])('%s', (_, other) => {
    expect(samePolicy(policy, other)).toBe(true);
    expect(samePolicy(other, policy)).toBe(true);
  });

  it('in another order of operators', () => {
    const StringEquals = { 'sts:ExternalId': 'one' };
    const Bool = { 'aws:SecureTransport': 'true' };
    const one = withFirst({ Condition: { StringEquals, Bool } });
    expect(samePolicy(one, withFirst({ Condition: { Bool, StringEquals } }))).toBe(true);
  });

  it.each([
    [
      { NotAction: ['s3:*', 'ec2:*'], NotResource: ['a', 'b'], NotPrincipal: { AWS: ['1', '2'] } },
      { NotAction: ['EC2:*', 's3:*'], NotResource: ['b', 'a'], NotPrincipal: { AWS: ['2', '1'] } },
    ],
    [{ NotAction: 's3:*' }, { NotAction: ['S3:*'] }],
    [{ NotResource: 'a' }, { NotResource: ['a'] }],
    [{ NotPrincipal: '*' }, { NotPrincipal: '*' }],
  ])('whose statements name what they are not about: %j', (one, other) => {
    const naming = (elements: object) => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', ...elements },
    });
    expect(samePolicy(naming(one), naming(other))).toBe(true);
    expect(samePolicy(naming(one), naming({ ...other, NotAction: 'iam:*' }))).toBe(false);
  });

  it('whether one statement stands in a list or alone', () => {
    expect(samePolicy({ ...policy, Statement: second }, { ...policy, Statement: [second] })).toBe(true);
  });
});

describe('two policies mean different things', () => {
  it.each([
    ['of different versions', { ...policy, Version: '2008-10-17' }],
    ['with one statement fewer', { ...policy, Statement: [statement] }],
    [
      'with one statement more',
      { ...policy, Statement: [statement, second, { ...second, Effect: 'Allow' }] },
    ],
    ['that deny instead of allow', withFirst({ Effect: 'Deny' })],
    ['with one action fewer', withFirst({ Action: 'sts:AssumeRole' })],
    ['with one action more', withFirst({ Action: [...statement.Action, 'sts:SetSourceIdentity'] })],
    ['with NotAction instead of Action', withFirst({ Action: undefined, NotAction: statement.Action })],
    ['with an element that is not known here', withFirst({ NotPrincipal: { AWS: '*' } })],
    ['on another resource', withFirst({ Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::c'] })],
    ['on a resource of another case', withFirst({ Resource: ['arn:aws:s3:::A', 'arn:aws:s3:::b'] })],
    ['for another principal', withFirst({ Principal: { AWS: 'arn:aws:iam::968898580625:root' } })],
    ['for everybody', withFirst({ Principal: '*' })],
    ['for a service of the same name', withFirst({ Principal: { Service: statement.Principal.AWS } })],
    ['without the condition', withFirst({ Condition: undefined })],
    [
      'with another external id',
      withFirst({
        Condition: { StringEquals: { ...statement.Condition.StringEquals, 'sts:ExternalId': 'two' } },
      }),
    ],
    [
      'with an external id of another case',
      withFirst({
        Condition: { StringEquals: { ...statement.Condition.StringEquals, 'sts:ExternalId': 'ONE' } },
      }),
    ],
    [
      'with a further external id',
      withFirst({
        Condition: {
          StringEquals: { ...statement.Condition.StringEquals, 'sts:ExternalId': ['one', 'two'] },
        },
      }),
    ],
    [
      'with another condition key',
      withFirst({
        Condition: { StringEquals: { 'sts:ExternalId': 'one', 'aws:SourceOrgID': 'o-exampleorgid' } },
      }),
    ],
    ['with another operator', withFirst({ Condition: { StringLike: statement.Condition.StringEquals } })],
    ['with one condition fewer', withFirst({ Condition: { StringEquals: { 'sts:ExternalId': 'one' } } })],
  ])('%s', (_, other) => {
    expect(samePolicy(policy, other)).toBe(false);
    expect(samePolicy(other, policy)).toBe(false);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { Version: '2012-10-17' },
    { ...policy, Statement: [{ Action: '*' }] },
    withFirst({ Principal: ['*'] }),
    withFirst({ Condition: [] }),
  ])('when one of them is not a policy: %j', (other) => {
    expect(samePolicy(policy, other)).toBe(false);
    expect(samePolicy(other, other)).toBe(false);
  });
});

it.each([
  ['a string', 'a', ['a']],
  ['a list', ['a', 'b'], ['a', 'b']],
  ['absent', undefined, []],
])('the values of an element that is %s', (_, element, listed) => {
  expect(values(element)).toEqual(listed);
});
