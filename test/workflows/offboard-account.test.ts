import {
  CloseAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import type { Json } from '../../emulators/engine/engine.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, type Scene, sampleEvent, scene } from '../scene.ts';

const families = ['d4c', 'cloud-security'] as const;
const NOTHING = { roles: [], cloudcraft: [], crowdstrike: [] };

const offboard = ({ engine }: Scene, input: Json = { accountId: ACCOUNT }) =>
  engine.run('offboard-account', input);

const audit = ({ logs }: { logs: { message: string }[] }) =>
  logs.filter(({ message }) => message === 'audit');

const close = () => new OrganizationsClient({}).send(new CloseAccountCommand({ AccountId: ACCOUNT }));
const remove = () =>
  new OrganizationsClient({}).send(new RemoveAccountFromOrganizationCommand({ AccountId: ACCOUNT }));

it.each(families)(
  'a closed account leaves no registration and no role, with the family %s',
  async (apiFamily) => {
    const here = await scene({ apiFamily });
    await here.enroll();
    await close();
    const ended = await offboard(here, sampleEvent('close-account'));
    expect(audit(ended)).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'forgotten', role: { outcome: 'role-removed' } },
      { vendor: 'crowdstrike', outcome: 'forgotten', role: { outcome: 'role-removed' } },
    ]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(holdings(here.world)).toEqual(NOTHING);
  },
);

it.each(families)(
  'an account that left leaves no registration, and a reported role, with the family %s',
  async (apiFamily) => {
    const here = await scene({ apiFamily });
    await here.enroll();
    await remove();
    const ended = await offboard(here, sampleEvent('remove-account-from-organization'));
    const left = { outcome: 'role-left-behind', reason: 'the account is not in the organization' };
    expect(audit(ended)).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'forgotten', role: left },
      { vendor: 'crowdstrike', outcome: 'forgotten', role: left },
    ]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(holdings(here.world)).toEqual(NOTHING);
    expect([...(here.world.aws.state.accounts.get(ACCOUNT)?.roles.keys() ?? [])]).toContain('cloudcraft');
  },
);
