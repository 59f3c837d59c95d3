import * as v from 'valibot';
import { Credential } from '../../../lib/vendors/credentials.ts';
import { Registration } from '../../../lib/vendors/registration.ts';
import { ApiUrl, Settings } from '../../../lib/vendors/settings.ts';

const url = 'https://api.example.com';
const trustedAccountId = '968898580625';
const key = '3vFUUkgfzoBK+UKyPmZw';

describe("the URL of a vendor's API", () => {
  it.each([
    url,
    `${url}/`,
    `${url}:8443`,
    'http://127.0.0.1:4000',
    'http://localhost:4000/',
    'http://[::1]:4000',
  ])('may be %s', (given) => expect(v.parse(ApiUrl, given)).toBe(given));

  it.each([
    'http://api.example.com',
    'http://127.0.0.1:9001',
    'http://127.0.0.1:09001',
    'http://127.1:9001',
    'http://[::1]:9001',
    'http://localhost',
    'http://127.0.0.1:1023',
    'http://169.254.169.254:4000',
    'http://0.0.0.0:4000',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost@api.example.com',
    'ftp://localhost',
    'xhttps://localhost',
    'httpsx://localhost',
    'api.example.com',
    `${url}/v2`,
    `${url}//`,
    `${url}?v=2`,
    `${url}#top`,
    'https://user:password@api.example.com',
    '',
  ])('may not be %j', (given) => expect(v.safeParse(ApiUrl, given).success).toBe(false));
});

describe('a credential', () => {
  it.each([key, `${key}=`, '!'.repeat(20), '~'.repeat(200)])('may be %s', (given) =>
    expect(v.parse(Credential, given)).toBe(given),
  );

  it('is taken without the white space around it', () =>
    expect(v.parse(Credential, ` ${key}\r\n`)).toBe(key));

  it.each([
    key.slice(1),
    '',
    ' '.repeat(20),
    `${key} ${key}`,
    `Bearer ${key}`,
    `${key}\nX-Header: 1`,
    `${key}\u00e9`,
    `\u00e9${key}`,
    '\u00e9'.repeat(20),
  ])('may not be %j', (given) => expect(v.safeParse(Credential, given).success).toBe(false));
});

describe("a vendor's settings", () => {
  it('are the URL and the one account that may be trusted', () =>
    expect(v.parse(Settings, { url, trustedAccountId })).toEqual({ url, trustedAccountId }));

  it.each([
    '96889858062',
    '9688985806250',
    'x968898580625',
    '968898580625 ',
    '968898580625\n',
    'arn:aws:iam::968898580625:root',
    '96889858062x',
    'accountnames',
    '*',
    '',
    undefined,
  ])('may not pin %j', (given) =>
    expect(v.safeParse(Settings, { url, trustedAccountId: given }).success).toBe(false),
  );

  it('may not hold a field that nobody knows', () =>
    expect(v.safeParse(Settings, { url, trustedAccountId, trustedAcountId: '' }).success).toBe(false));
});

describe('a registration', () => {
  const known = { accountId: '444455556666', id: 'a', status: 'added' };

  it.each([known, { ...known, traceId: 't' }])('may be %j', (given) =>
    expect(v.parse(Registration, given)).toEqual(given),
  );

  it.each(['accountId', 'id', 'status'])('may not be without %s', (field) =>
    expect(v.safeParse(Registration, { ...known, [field]: undefined }).success).toBe(false),
  );
});
