import { holdings } from '../holdings.ts';
import { ACCOUNT } from '../scene.ts';
import { type Attack, attackable, play, repelledWith, rolesOf } from './attack.ts';
import { crowdstrikeSays, iamParameters, listedWith } from './hijacked.ts';
import { tally } from './tally.ts';

const { count, isStated } = tally('security', ['principals', 'external ids', 'role names', 'wrong accounts']);

const families = ['d4c', 'cloud-security'] as const;
const methods = ['GET', 'POST'] as const;

/** Values that are no 12 digits, or none that anybody may trust. */
const accountIds = [
  ...['', '*', '9688985806', ' 968898580625', '968898580625\n', '٩٦٨٨٩٨٥٨٠٦٢٥', '968898580625,999988887777'],
  ...['arn:aws:iam::968898580625:root', 968898580625, null, ['968898580625'], { AWS: '*' }],
];

const principals = [
  ...['', '*', '292230061137', 'arn:aws:iam::292230061137:root', 'arn:aws:iam::999988887777:root'],
  ...['arn:aws:iam::999988887777:role/CrowdStrikeCSPMConnector', 'arn:aws:iam::292230061137:role/*'],
  ...[
    'arn:aws:iam::*:role/CrowdStrikeCSPMConnector',
    'arn:aws:iam::292230061137:user/CrowdStrikeCSPMConnector',
  ],
  ...['arn:aws:sts::292230061137:assumed-role/CrowdStrikeCSPMConnector/x', 'arn:aws:iam::292230061137:role/'],
  ...['arn:aws-cn:iam::292230061137:role/CrowdStrikeCSPMConnector', 'arn:aws:iam::2922300611370:role/x'],
  ...[
    'arn:aws:iam::292230061137:role/x\narn:aws:iam::999988887777:role/x',
    'arn:aws:iam::292230061137:role/x?',
  ],
];

const externalIds = [
  ...[
    '',
    '*',
    'a',
    'x'.repeat(15),
    'x'.repeat(64),
    '0'.repeat(32),
    'abababababababababab',
    '1111222233334444',
  ],
  ...[`${ACCOUNT}${ACCOUNT}`, 'x'.repeat(1225), 'with blanks in the middle', '*'.repeat(32), null, 12, ['a']],
];

describe('an answer of Cloudcraft', () => {
  it('that names another principal than the pinned one leads to no role', async () => {
    const attacks = ['999988887777', ACCOUNT, '111122223333', '292230061137'].map(
      (accountId): Attack => ({
        what: `accountId ${accountId}`,
        vendor: 'cloudcraft',
        faults: iamParameters({ accountId }),
      }),
    );
    const malformed = accountIds.map(
      (accountId): Attack => ({
        what: `accountId ${JSON.stringify(accountId)}`,
        vendor: 'cloudcraft',
        faults: iamParameters({ accountId }),
      }),
    );
    const outcomes = await play(await attackable(), [...attacks, ...malformed]);
    expect(outcomes).toEqual([
      ...attacks.map(repelledWith('UntrustedPrincipalError')),
      ...malformed.map(repelledWith('VendorResponseError')),
    ]);
    count('principals', outcomes.length);
  });

  it.each([
    { answer: 'parameters', say: (externalId: unknown) => iamParameters({ externalId }) },
    { answer: 'list', say: listedWith },
  ])(
    'with an external id in its $answer that is empty or can be guessed leads to no role',
    async ({ say }) => {
      const attacks = externalIds.map(
        (externalId): Attack => ({
          what: `externalId ${JSON.stringify(externalId)}`,
          vendor: 'cloudcraft',
          faults: say(externalId),
        }),
      );
      const outcomes = await play(await attackable(), attacks);
      expect(outcomes).toEqual(attacks.map(repelledWith('VendorResponseError')));
      count('external ids', outcomes.length);
    },
  );
});

describe.each(families)("an answer of CrowdStrike's family %s", (family) => {
  it.each(methods)(
    'to %s that names another principal than the pinned one leads to no role',
    async (method) => {
      const attacks = principals.map(
        (principal): Attack => ({
          what: `intermediate_role_arn ${principal}`,
          vendor: 'crowdstrike',
          faults: crowdstrikeSays({ family, method }, () => ({ intermediate_role_arn: principal })),
        }),
      );
      const outcomes = await play(await attackable({ apiFamily: family }), attacks);
      expect(outcomes).toEqual(attacks.map(repelledWith('UntrustedPrincipalError')));
      count('principals', outcomes.length);
    },
  );

  it.each(methods)(
    'to %s with an external id that is empty or can be guessed leads to no role',
    async (method) => {
      const attacks = externalIds.map(
        (externalId): Attack => ({
          what: `external_id ${JSON.stringify(externalId)}`,
          vendor: 'crowdstrike',
          faults: crowdstrikeSays({ family, method }, () => ({ external_id: externalId })),
        }),
      );
      const outcomes = await play(await attackable({ apiFamily: family }), attacks);
      expect(outcomes).toEqual(attacks.map(repelledWith('VendorResponseError')));
      count('external ids', outcomes.length);
    },
  );

  it.each(methods)(
    'to %s that names a role which is not a valid one of this account leads to no role',
    async (method) => {
      const wrong = (account: string) => ({
        'another account': 'arn:aws:iam::999988887777:role/CrowdStrikeCSPMReader',
        'another partition': `arn:aws-cn:iam::${account}:role/CrowdStrikeCSPMReader`,
        'a user': `arn:aws:iam::${account}:user/CrowdStrikeCSPMReader`,
        'no name': `arn:aws:iam::${account}:role/`,
        'no name after a path': `arn:aws:iam::${account}:role/path/`,
        'an empty part of the path': `arn:aws:iam::${account}:role//CrowdStrikeCSPMReader`,
        'no path': `arn:aws:iam::${account}:roleCrowdStrikeCSPMReader`,
        'a wildcard': `arn:aws:iam::${account}:role/*`,
        'a wildcard for a path': `arn:aws:iam::${account}:role/*/CrowdStrikeCSPMReader`,
        'a name of 65 characters': `arn:aws:iam::${account}:role/${'n'.repeat(65)}`,
        'a path of 513 characters': `arn:aws:iam::${account}:role/${'p'.repeat(511)}/n`,
        'a blank': `arn:aws:iam::${account}:role/Crowd Strike`,
        'a line break': `arn:aws:iam::${account}:role/x\n`,
        'an escaped slash': `arn:aws:iam::${account}:role/a%2Fb`,
        'a backslash': `arn:aws:iam::${account}:role/..\\admin`,
        nothing: '',
      });
      const attacks = Object.keys(wrong('')).map(
        (what): Attack => ({
          what,
          vendor: 'crowdstrike',
          faults: crowdstrikeSays({ family, method }, (account) => ({
            iam_role_arn: new Map(Object.entries(wrong(account))).get(what),
          })),
        }),
      );
      const outcomes = await play(await attackable({ apiFamily: family }), attacks);
      expect(outcomes).toEqual(attacks.map(repelledWith('VendorResponseError')));
      count('role names', outcomes.length);
    },
  );

  it('that names an access role, or one like it, leaves that role as it is', async () => {
    const names = [
      ...[
        'OrganizationAccountAccessRole',
        'organizationaccountaccessrole',
        '../OrganizationAccountAccessRole',
      ],
      ...['AWSControlTowerExecution', 'x/AWSControlTowerExecution'],
    ];
    const attacks = names.map(
      (name): Attack => ({
        what: name,
        vendor: 'crowdstrike',
        faults: crowdstrikeSays({ family, method: 'GET' }, (account) => ({
          iam_role_arn: `arn:aws:iam::${account}:role/${name}`,
        })),
      }),
    );
    const outcomes = await play(await attackable({ apiFamily: family }), attacks);
    expect(outcomes).toEqual(attacks.map(repelledWith('known-elsewhere')));
    count('role names', outcomes.length);
  });
});

describe('a session in another account than the one that was asked for', () => {
  const OTHER = '777788889999';

  it.each([
    { state: 'ConfirmAccess', id: OTHER },
    { state: 'EnsureRole', id: OTHER },
    { state: 'ConfirmAccess', id: '111122223333' },
    { state: 'EnsureRole', id: '111122223333' },
    { state: 'EnsureRole', id: '968898580625' },
  ])('$id, given to $state, writes nothing anywhere', async ({ state, id }) => {
    const { world, enroll } = await attackable();
    world.aws.createAccount({ id: OTHER });
    const roles = () => [...world.aws.state.accounts.values()].map((account) => [...rolesOf(account)]);
    const before = roles();
    const { cause } = await enroll(undefined, {
      onEvent: (event) => {
        if (event.type === 'StateEntered' && event.state.name === state)
          world.switches.aws.assumeRoleAnswersFor = id;
      },
    });
    expect(cause).toContain('WrongAccountError');
    expect(cause).toContain(`the session that STS gave is arn:aws:sts::${id}:assumed-role/`);
    expect(roles()).toEqual(before);
    expect(world.network.calls.filter(({ name }) => /^iam:/.test(name))).toEqual([]);
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [] });
    count('wrong accounts');
  });
});

isStated();
