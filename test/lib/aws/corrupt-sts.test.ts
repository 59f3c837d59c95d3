import { holdings } from '../../holdings.ts';
import { ACCOUNT, scene } from '../../scene.ts';

const OTHER = '777788889999';
const KEY = 'ASIA0123456789ABCDEF';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const user = (account: string) =>
  `<AssumedRoleUser><AssumedRoleId>AROA:run</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/OrganizationAccountAccessRole/run</Arn></AssumedRoleUser>`;
const credentials = (key: string, secret: string, token: string) =>
  `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
const answer = (result: string) =>
  `<AssumeRoleResponse><AssumeRoleResult>${result}</AssumeRoleResult></AssumeRoleResponse>`;

it.each([
  ["another account's session", answer(user(OTHER) + credentials(KEY, SECRET, 'token')), 'WrongAccountError'],
  ['a session of nobody', answer(credentials(KEY, SECRET, 'token')), 'WrongAccountError'],
  ['an empty body', '', 'WrongAccountError'],
  ['no credentials', answer(user(ACCOUNT)), 'AwsUnavailableError'],
  [
    'credentials without a key id',
    answer(user(ACCOUNT) + credentials('', SECRET, 'token')),
    'AwsUnavailableError',
  ],
  [
    'credentials without a secret',
    answer(user(ACCOUNT) + credentials(KEY, '', 'token')),
    'AwsUnavailableError',
  ],
  [
    'credentials without a token',
    answer(user(ACCOUNT) + credentials(KEY, SECRET, '')),
    'AwsUnavailableError',
  ],
  [
    'half of an answer',
    answer(user(ACCOUNT) + credentials(KEY, SECRET, 'token')).slice(0, 300),
    'AwsUnavailableError',
  ],
  ['JSON', JSON.stringify({ Credentials: { SecretAccessKey: SECRET } }), 'AwsUnavailableError'],
  ['a page', `<html><p>${SECRET}</html>`, 'AwsUnavailableError'],
])(
  'STS that answers with %s makes the enrollment fail by name, with nothing written',
  async (_, body, error) => {
    const xml = { status: 200, headers: { 'content-type': 'text/xml' }, body };
    const { world, enroll } = await scene({ faults: [{ to: 'aws', call: 'sts:AssumeRole$', answer: xml }] });
    const untouched = holdings(world);
    const { status, cause } = await enroll();
    expect(status).toBe('FAILED');
    expect(cause).toContain(error);
    expect(cause).not.toContain(SECRET);
    expect(holdings(world)).toEqual(untouched);
    expect(world.network.calls.filter(({ name }) => name.startsWith('iam:'))).toEqual([]);
  },
);
