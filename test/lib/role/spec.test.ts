import * as v from 'valibot';
import { ExternalId, PrincipalArn, RoleName, RolePath, roleArn } from '../../../lib/role/spec.ts';
import { account } from '../role-builder.ts';

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
  ])('%s', (arn) => expect(v.safeParse(PrincipalArn, arn).success).toBe(true));
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
  ])('%j', (arn) => expect(v.safeParse(PrincipalArn, arn).success).toBe(false));
});

describe('an external id', () => {
  it.each(['ex53e827-a724-4a2a-9fec-b13761540785', '1qaz2wsx3edc4rfv5tgb6yhn', 'a+b=c,d.e@f:g/h-i'])(
    'may be %s',
    (id) => expect(v.safeParse(ExternalId, id).success).toBe(true),
  );

  it.each([
    '',
    'short',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '123412341234123412341234',
    'with a space in the middle',
    `${'0123456789'.repeat(122)}01234`,
  ])('may not be %j', (id) => expect(v.safeParse(ExternalId, id).success).toBe(false));
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
  expect(v.safeParse(schema, text).success).toBe(fits);
});
