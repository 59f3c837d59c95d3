import { CloudcraftConnection } from '../../../../lib/vendors/cloudcraft/connection.ts';

const secret = { apiKey: '3vFUUkgfzoBK+UKyPmZw', trustedAccountId: '968898580625' };
const fits = (fields: object) => CloudcraftConnection.safeParse({ ...secret, ...fields }).success;

it('a secret of only the key and the trusted account gets the usual rest', () => {
  expect(CloudcraftConnection.parse(secret)).toEqual({
    ...secret,
    url: 'https://api.cloudcraft.co',
    region: 'us-east-1',
    roleName: 'cloudcraft',
    policy: 'ReadOnlyAccess',
  });
});

it.each([
  { url: 'http://127.0.0.1:4000' },
  { region: 'eu-central-2' },
  { region: 'us-gov-west-1' },
  { region: 'us-iso-east-1' },
  { roleName: 'diagrams' },
  { policy: 'minimal' },
])('the secret may have %j', (fields) => expect(fits(fields)).toBe(true));

it.each([
  { region: 'us-east-1a' },
  { region: 'us-east-1 ' },
  { region: 'us-east-1\n' },
  { region: ' us-east-1' },
  { region: 'x.us-east-1' },
  { region: 'US-EAST-1' },
  { region: 'us-1' },
  { region: 'us-east' },
  { region: '' },
  { policy: 'AdministratorAccess' },
  { policy: '' },
  { roleName: '' },
  { url: 'http://api.cloudcraft.co' },
  { apiKey: 'short' },
  { apiKey: undefined },
  { trustedAccountId: undefined },
  { apikey: secret.apiKey },
])('the secret may not have %j', (fields) => expect(fits(fields)).toBe(false));
