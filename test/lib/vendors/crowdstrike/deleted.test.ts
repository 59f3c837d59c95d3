import * as v from 'valibot';
import { account } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const Token = v.object({ access_token: v.string() });
const Shown = v.object({ resources: v.array(v.looseObject({})) });

/** What CrowdStrike's emulator shows of the account, asked as its customer asks. */
async function shown({ world }: Awaited<ReturnType<typeof openVendor>>) {
  const { url } = world.crowdstrike;
  const { clientId = '', clientSecret = '' } = world.secrets['rollcall/crowdstrike'];
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  const { access_token: token } = v.parse(Token, await answer.json());
  const [path] = world.network.calls.flatMap(({ name }) => /^POST (\/cloud.*)/.exec(name)?.[1] ?? []);
  const headers = { Authorization: `Bearer ${token}` };
  const looked = await fetch(`${url}${path}?ids=${account.id}`, { headers });
  return v.parse(Shown, await looked.json()).resources;
}

describe.each(['d4c', 'cloud-security'] as const)('by the family %s', (apiFamily) => {
  /** CrowdStrike that shows, once, a registration which it does not have any more, with that time of deletion. */
  const deletedAt = async (time: unknown) => {
    const opened = await openVendor('crowdstrike', { apiFamily });
    await opened.vendor.prepare(account);
    const resources = (await shown(opened)).map((resource) => ({ ...resource, DeletedAt: time }));
    const answer = { status: 200, headers: {}, body: JSON.stringify({ meta: {}, errors: [], resources }) };
    opened.world.crowdstrike.state.registrations = [];
    opened.world.network.faults = [{ to: 'crowdstrike', call: '^GET', times: 1, answer }];
    return opened;
  };

  it.each(['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.1970-05:00'])(
    'an account that was deleted there at %s is registered again',
    async (time) => {
      const { world, vendor, decisions } = await deletedAt(time);
      await vendor.prepare(account);
      expect(decisions.at(-1)?.[0]).toBe('registered');
      expect(world.crowdstrike.state.registrations).toMatchObject([{ accountId: account.id }]);
    },
  );

  it.each([null, '', 0, false, '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z'])(
    'an account that was deleted at %j, which says never, is registered already',
    async (never) => {
      const { world, vendor, decisions } = await deletedAt(never);
      await vendor.prepare(account);
      expect(decisions.at(-1)?.[0]).toBe('already registered');
      expect(world.crowdstrike.state.registrations).toEqual([]);
    },
  );

  it('an account that was deleted there is not among the registrations', async () => {
    const { vendor } = await deletedAt('2026-11-01T00:00:00Z');
    const listed: string[] = [];
    for await (const { accountId } of vendor.registrations()) listed.push(accountId);
    expect(listed).toEqual([]);
  });
});
