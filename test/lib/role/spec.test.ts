import { ExternalId, PrincipalArn, RoleName, RolePath, RoleSpec, roleArn } from '../../../lib/role/spec.ts';
import { account, spec } from '../role-builder.ts';

describe('the ARN of a role', () => {
  it.each([
    ['aws', '/', 'arn:aws:iam::444455556666:role/cloudcraft'],
    ['aws', '/security/vendors/', 'arn:aws:iam::444455556666:role/security/vendors/cloudcraft'],
    ['aws-us-gov', '/', 'arn:aws-us-gov:iam::444455556666:role/cloudcraft'],
    ['aws-cn', '/', 'arn:aws-cn:iam::444455556666:role/cloudcraft'],
  ] as const)('is made of partition %s and path %s', (partition, path, arn) => {
    expect(roleArn({ ...account, partition }, { path, name: 'cloudcraft' })).toBe(arn);
  });
});

describe('a role may trust', () => {
  it.each([
    'arn:aws:iam::968898580625:root',
    'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
    'arn:aws-us-gov:iam::292230061137:role/path/Connector',
    'arn:aws-cn:iam::968898580625:root',
  ])('%s', (arn) => expect(PrincipalArn.safeParse(arn).success).toBe(true));
});

describe('a role may never trust', () => {
  it.each([
    '*',
    '968898580625',
    'arn:aws:iam::*:root',
    'arn:aws:iam::968898580625:*',
    'arn:aws:iam::968898580625:role/*',
    'arn:aws:iam::968898580625:role/',
    'arn:aws:iam::968898580625:user/somebody',
    'arn:aws:sts::968898580625:assumed-role/Connector/session',
    'arn:aws-iso:iam::968898580625:root',
    'arn:aws:iam::968898580625:root\n',
    'x-arn:aws:iam::968898580625:root',
  ])('%j', (arn) => expect(PrincipalArn.safeParse(arn).success).toBe(false));
});

describe('an external id', () => {
  it.each(['ex53e827-a724-4a2a-9fec-b13761540785', '1qaz2wsx3edc4rfv5tgb6yhn', 'a+b=c,d.e@f:g/h-i'])(
    'may be %s',
    (id) => expect(ExternalId.safeParse(id).success).toBe(true),
  );

  it.each([
    '',
    'short',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '123412341234123412341234',
    'with a space in the middle',
    `${'0123456789'.repeat(122)}01234`,
  ])('may not be %j', (id) => expect(ExternalId.safeParse(id).success).toBe(false));
});

it.each([
  [RoleName, 'a'.repeat(64), true],
  [RoleName, 'a'.repeat(65), false],
  [RoleName, 'Some_Role+=,.@-1', true],
  [RoleName, '', false],
  [RoleName, 'role*', false],
  [RoleName, 'path/role', false],
  [RolePath, '/', true],
  [RolePath, '/a/b/', true],
  [RolePath, `/${'a'.repeat(510)}/`, true],
  [RolePath, `/${'a'.repeat(511)}/`, false],
  [RolePath, 'a/', false],
  [RolePath, '/a', false],
  [RolePath, '/a//b/', false],
])('IAM names and paths are checked as IAM checks them (%#)', (schema, text, fits) => {
  expect(schema.safeParse(text).success).toBe(fits);
});

describe('the role that a vendor wants', () => {
  it.each([
    ['a session of one hour', { maxSessionSeconds: 3600 }],
    ['a session of twelve hours', { maxSessionSeconds: 43_200 }],
    ['no description', { description: '' }],
    ['a description as long as IAM takes it', { description: 'x'.repeat(1000) }],
    ['no policies', { managedPolicyArns: [], inlinePolicies: {} }],
  ])('may have %s', (_, overrides) => {
    expect(RoleSpec.parse(spec(overrides))).toEqual(spec(overrides));
  });

  it.each([
    ['a session of less than an hour', { maxSessionSeconds: 3599 }],
    ['a session of more than twelve hours', { maxSessionSeconds: 43_201 }],
    ['a session of parts of a second', { maxSessionSeconds: 3600.5 }],
    ['a longer description than IAM takes', { description: 'x'.repeat(1001) }],
    ['a name that IAM refuses', { name: 'role*' }],
    ['a path that IAM refuses', { path: 'vendors' }],
    ['everybody to trust', { trustedPrincipal: '*' }],
    ['an external id that is short', { externalId: 'short' }],
    ['policies that are not valid', { managedPolicyArns: [1] }],
    ['an inline policy that is not valid', { inlinePolicies: { extra: { Statement: [] } } }],
  ])('may not have %s', (_, overrides) => {
    expect(RoleSpec.safeParse({ ...spec(), ...overrides }).success).toBe(false);
  });
});
