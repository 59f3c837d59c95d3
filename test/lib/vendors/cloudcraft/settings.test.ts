import * as v from 'valibot';
import { CloudcraftSettings } from '../../../../lib/vendors/cloudcraft/settings.ts';

const settings = { trustedAccountId: '968898580625' };
const fits = (fields: object) => v.safeParse(CloudcraftSettings, { ...settings, ...fields }).success;

it('settings of only the trusted account get the usual rest', () => {
  expect(v.parse(CloudcraftSettings, settings)).toEqual({
    ...settings,
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
])('the settings may have %j', (fields) => expect(fits(fields)).toBe(true));

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
  { trustedAccountId: undefined },
  { rolename: 'cloudcraft' },
  { apiKey: '3vFUUkgfzoBK+UKyPmZw' },
])('the settings may not have %j', (fields) => expect(fits(fields)).toBe(false));
