import { ENABLED, type Scene } from '../scene.ts';
import { type Attack, attackable, play, repelledWith } from './attack.ts';
import { startStranger } from './stranger.ts';
import { tally } from './tally.ts';
import { changeSettings } from './vendor-address.ts';

const { count, isStated } = tally('credentials', [
  'URLs refused',
  'redirects not followed',
  'role names refused',
]);

describe.each(ENABLED)("with %s's settings", (vendor) => {
  /** Enrolls with each value of a field in turn; each is refused before anything is sent to the vendor. */
  const refuses = async (played: Scene, field: string, values: string[]) => {
    for (const value of values) {
      changeSettings(played, vendor, { [field]: value });
      const attack: Attack = { what: value, vendor };
      expect(await play(played, [attack])).toEqual([attack].map(repelledWith('InvalidConfigurationError')));
    }
    expect(played.world.network.calls.filter(({ to }) => to === vendor)).toEqual([]);
  };

  it('whose URL is not https to a host, nothing is sent', async () => {
    const { host, heard } = await startStranger();
    const urls = [
      ...[`http://${host}`, `http://${host}/`, `HTTP://${host}`, `ftp://${host}`, `//${host}`, host, ''],
      ...[`https://key:word@${host}`, `https://${host}/path`, `https://${host}?x=1`, `https://${host}#x`],
      ...[
        'http://api.crowdstrike.com',
        'http://api.cloudcraft.co',
        'http://169.254.169.254',
        'http://0.0.0.0',
      ],
      ...[
        'http://127.0.0.1.stranger.invalid',
        'http://localhost.stranger.invalid',
        'http://localhost@x.invalid',
      ],
      ...[
        'http://x.invalid#127.0.0.1',
        'http://[::]',
        'file:///etc/passwd',
        'ws://127.0.0.1',
        'javascript:alert(1)',
      ],
    ];
    await refuses(await attackable(), 'url', urls);
    expect(heard).toEqual([]);
    count('URLs refused', urls.length);
  });

  it('whose role name is a path, or not a valid name, no role is made', async () => {
    const names = [
      '../admin',
      'path/role',
      '/role',
      'role/',
      '..\\admin',
      '*',
      '',
      'two words',
      'a\n',
      'n'.repeat(65),
      'a%2Fb',
    ];
    await refuses(await attackable(), 'roleName', names);
    count('role names refused', names.length);
  });

  it('whose role name is that of an access role, that role is left as it is', async () => {
    const played = await attackable();
    for (const roleName of [
      'OrganizationAccountAccessRole',
      'ORGANIZATIONACCOUNTACCESSROLE',
      'AWSControlTowerExecution',
    ]) {
      changeSettings(played, vendor, { roleName });
      const attack: Attack = { what: roleName, vendor, adopt: true };
      expect(await play(played, [attack])).toEqual([attack].map(repelledWith('RoleNotOursError')));
      count('role names refused');
    }
  });
});

describe('a redirect', () => {
  const statuses = [301, 302, 303, 307, 308];

  it('of a token request to a stranger is not followed', async () => {
    const { host, heard } = await startStranger();
    const locations = [
      ...[`https://${host}/oauth2/token`, `http://${host}/oauth2/token`, `//${host}/oauth2/token`],
      ...[
        'https://api.crowdstrike.com.stranger.invalid',
        'https://xcrowdstrike.com',
        'https://crowdstrike.com@x.invalid',
      ],
      ...[
        'http://api.crowdstrike.com/oauth2/token',
        'https://x.invalid/.crowdstrike.com',
        'https://x.invalid#.crowdstrike.com',
      ],
      ...[
        'ftp://api.crowdstrike.com',
        'javascript:alert(1)',
        `https://api.crowdstrike.com@${host}/oauth2/token`,
      ],
    ];
    const attacks = statuses.flatMap((status) =>
      locations.map(
        (location): Attack => ({
          what: `${status} to ${location}`,
          vendor: 'crowdstrike',
          faults: () => [{ to: 'crowdstrike', call: 'oauth2', answer: { status, headers: { location } } }],
        }),
      ),
    );
    expect(await play(await attackable(), attacks)).toEqual(attacks.map(repelledWith('VendorResponseError')));
    expect(heard).toEqual([]);
    count('redirects not followed', attacks.length);
  });

  it.each([
    { vendor: 'cloudcraft', call: '^GET /aws/account/iamParameters$' },
    { vendor: 'cloudcraft', call: '^GET /aws/account$' },
    { vendor: 'cloudcraft', call: '^POST /aws/account$' },
    { vendor: 'crowdstrike', call: '^GET /cloud' },
    { vendor: 'crowdstrike', call: '^POST /cloud' },
  ] as const)('of $vendor to a stranger is not followed by $call', async ({ vendor, call }) => {
    const { host, heard } = await startStranger();
    const attacks = statuses.flatMap((status) =>
      [`https://${host}/`, `http://${host}/`, `//${host}/`].map(
        (location): Attack => ({
          what: `${status} to ${location}`,
          vendor,
          faults: () => [{ to: vendor, call, answer: { status, headers: { location } } }],
        }),
      ),
    );
    const outcomes = await play(await attackable(), attacks);
    expect(outcomes.filter(({ error }) => error !== 'VendorRejectedError')).toEqual([]);
    expect(outcomes.filter(({ other }) => other !== 'enrolled')).toEqual([]);
    expect(heard).toEqual([]);
    count('redirects not followed', attacks.length);
  });

  it('would reach the stranger if it were followed', async () => {
    const { host, heard } = await startStranger();
    await fetch(`http://${host}/?key=1`).catch(() => undefined);
    await fetch(`https://${host}/`).catch(() => undefined);
    expect(heard).toEqual([expect.stringContaining('GET /?key=1'), expect.stringContaining('\u0016\u0003')]);
  });
});

isStated();
