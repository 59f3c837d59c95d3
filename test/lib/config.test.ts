import * as v from 'valibot';
import { Environment, readConfig, readSettings } from '../../lib/config.ts';
import { InvalidConfigurationError } from '../../lib/errors.ts';

const right = {
  VENDORS: 'cloudcraft,crowdstrike',
  ACCESS_ROLES: 'OrganizationAccountAccessRole,AWSControlTowerExecution',
  SECRET_PREFIX: 'rollcall',
  ROLE_PATH: '/',
  PERMISSIONS_BOUNDARY: '',
  FILTERS: '{}',
  VENDOR_TIMEOUT_SECONDS: '15',
};
const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

const read = (variables: Record<string, string>) => {
  process.env = { ...variables };
  return readConfig();
};

it('the deployed variables are read', () => {
  expect(read(right)).toEqual({
    vendors: ['cloudcraft', 'crowdstrike'],
    accessRoles: ['OrganizationAccountAccessRole', 'AWSControlTowerExecution'],
    secretPrefix: 'rollcall',
    rolePath: '/',
    permissionsBoundary: '',
    filters: {},
    managementAccount: 'DISABLED',
    managementAccountId: '',
    turnTable: '',
    offboarding: 'REPORT',
    vendorTimeoutSeconds: 15,
    ...{ reportBucket: '', stage: '', version: '' }, // the roll call's functions alone have them
  });
});

describe('a variable may be', () => {
  it.each([
    [
      'a list with blanks',
      { VENDORS: ' cloudcraft , crowdstrike ' },
      { vendors: ['cloudcraft', 'crowdstrike'] },
    ],
    ['a list of one', { ACCESS_ROLES: 'Mine' }, { accessRoles: ['Mine'] }],
    [
      'a secret prefix with a path',
      { SECRET_PREFIX: 'security/rollcall' },
      { secretPrefix: 'security/rollcall' },
    ],
    [
      'a boundary with a path',
      { PERMISSIONS_BOUNDARY: 'org/vendor-boundary' },
      { permissionsBoundary: 'org/vendor-boundary' },
    ],
    [
      'a boundary without a path',
      { PERMISSIONS_BOUNDARY: 'vendor-boundary' },
      { permissionsBoundary: 'vendor-boundary' },
    ],
    ['half a second', { VENDOR_TIMEOUT_SECONDS: '0.5' }, { vendorTimeoutSeconds: 0.5 }],
    [
      'filters in JSON',
      { FILTERS: '{"exclude":[{"type":"ous","target_value":["ou-ab12-11111111"]}]}' },
      { filters: { exclude: [{ type: 'ous', target_value: ['ou-ab12-11111111'] }] } },
    ],
    [
      'filters for an enabled vendor',
      { FILTERS: '{"vendors":{"cloudcraft":{}}}' },
      { filters: { vendors: { cloudcraft: {} } } },
    ],
  ])('%s', (_, variables, config) => {
    expect(read({ ...right, ...variables })).toMatchObject(config);
  });
});

it('every missing variable is named at once, except those that not every function has', () => {
  expect(() => read({})).toThrow(InvalidConfigurationError);
  const OF_ONE = [
    'FILTERS',
    'MANAGEMENT_ACCOUNT',
    'MANAGEMENT_ACCOUNT_ID',
    'OFFBOARDING',
    'REPORT_BUCKET',
    'STAGE',
    'ROLLCALL_VERSION',
    'TURN_TABLE',
  ];
  const needed = Object.keys(Environment.entries).filter((name) => !OF_ONE.includes(name));
  for (const name of needed) expect(() => read({})).toThrow(`${name}: `);
});

describe('a malformed variable is named', () => {
  it.each([
    ['VENDORS', ''],
    ['VENDORS', 'cloudcraft,'],
    ['VENDORS', 'CloudCraft'],
    ['VENDORS', 'cloudcraft;crowdstrike'],
    ['VENDORS', 'cloudcraft,cloudcraft'],
    ['ACCESS_ROLES', 'role/Mine'],
    ['SECRET_PREFIX', 'rollcall/'],
    ['SECRET_PREFIX', ''],
    ['SECRET_PREFIX', 'rollcall '],
    ['SECRET_PREFIX', 'my rollcall'],
    ['ROLE_PATH', 'vendors'],
    ['ROLE_PATH', '/vendors'],
    ['PERMISSIONS_BOUNDARY', 'arn:aws:iam::aws:policy/X'],
    ['PERMISSIONS_BOUNDARY', 'path/'],
    ['FILTERS', 'not JSON'],
    ['FILTERS', '{"include":[{"type":"names"}]}'],
    ['FILTERS', '[]'],
    ['FILTERS', '{"exclude":[{"type":"tags","target_value":[{}]}]}'],
    ['VENDOR_TIMEOUT_SECONDS', 'soon'],
    ['VENDOR_TIMEOUT_SECONDS', '0'],
    ['VENDOR_TIMEOUT_SECONDS', '-1'],
    ['VENDOR_TIMEOUT_SECONDS', '61'],
  ])('%s, "%s"', (name, value) => {
    expect(() => read({ ...right, [name]: value })).toThrow(name);
  });

  it('with the others that are, at once', () => {
    const wrong = { ...right, VENDORS: '', FILTERS: 'x', VENDOR_TIMEOUT_SECONDS: '' };
    expect(() => read(wrong)).toThrow(/VENDORS.*FILTERS.*VENDOR_TIMEOUT_SECONDS/);
  });
});

it('filters that are not JSON are named as such', () => {
  expect(() => read({ ...right, FILTERS: '{exclude: []}' })).toThrow('FILTERS: expected JSON');
});

it('a filter for a vendor that is not enabled is named, as it would filter nothing', () => {
  expect(() => read({ ...right, FILTERS: '{"vendors":{"cloudcarft":{}}}' })).toThrow(/FILTERS.*cloudcarft/);
});

describe("a vendor's settings", () => {
  const Settings = v.strictObject({ roleName: v.optional(v.string(), 'any') });
  const readFrom = (variables: Record<string, string>) => {
    process.env = { ...variables };
    return readSettings('some-vendor', Settings);
  };

  it("are the JSON in the variable of the vendor's name", () => {
    expect(readFrom({ SOME_VENDOR: '{"roleName":"mine"}' })).toEqual({ roleName: 'mine' });
    expect(readFrom({ SOME_VENDOR: '{}' })).toEqual({ roleName: 'any' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['missing', {}, 'SOME_VENDOR: its value: '],
    ['no JSON', { SOME_VENDOR: 'hidden' }, 'SOME_VENDOR: its value: expected JSON'],
    ['a list', { SOME_VENDOR: '[]' }, 'SOME_VENDOR: its value: expected object, received array'],
    ['with a wrong field', { SOME_VENDOR: '{"roleName":1}' }, 'SOME_VENDOR: roleName: '],
    ['with an unknown field', { SOME_VENDOR: '{"rolename":"hidden"}' }, 'SOME_VENDOR: rolename: '],
  ])('that are %s are InvalidConfigurationError, which names the variable', (_, variables, part) => {
    expect(() => readFrom(variables)).toThrow(InvalidConfigurationError);
    expect(() => readFrom(variables)).toThrow(part);
    expect(() => readFrom(variables)).not.toThrow('hidden');
  });
});

describe('where Lambda serves its runtime API on loopback, plain http is refused', () => {
  const LAMBDA = { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' };
  const Settings = v.object({ url: v.string() });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])('to AWS, by %s', (name) => {
    const to = (url: string) => ({ ...right, [name]: url });
    expect(() => read({ ...to('http://127.0.0.1:4000'), ...LAMBDA })).toThrow(
      `${name}: expected an https URL`,
    );
    expect(() => read({ ...to('https://sts.us-east-1.amazonaws.com'), ...LAMBDA })).not.toThrow();
    expect(() => read(to('http://127.0.0.1:4000'))).not.toThrow();
  });

  it('to a vendor, by its settings', () => {
    const to = (url: string) => ({ SOME_VENDOR: JSON.stringify({ url }) });
    const readFrom = (variables: Record<string, string>) => {
      process.env = { ...variables };
      return readSettings('some-vendor', Settings);
    };
    expect(() => readFrom({ ...to('HTTP://127.0.0.1:4000'), ...LAMBDA })).toThrow(InvalidConfigurationError);
    expect(() => readFrom({ ...to('https://api.example.com'), ...LAMBDA })).not.toThrow();
    expect(() => readFrom(to('http://127.0.0.1:4000'))).not.toThrow();
  });
});
