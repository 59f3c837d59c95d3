import * as v from 'valibot';
import { Network } from '../../emulators/network/network.ts';
import { allVendors, vendorNamed, vendors } from '../../emulators/vendors.ts';
import { credentials, startCaller } from './crowdstrike/crowdstrike-caller.ts';

const all = allVendors().flatMap(({ name, presets }) =>
  Object.entries(presets).map(([preset, what]) => [name, preset, what] as const),
);

/** What a Cloudcraft under a preset answers to the adding of an account, and how many it then has. */
const add = async (name: keyof typeof vendors.cloudcraft.presets) => {
  const preset = vendorNamed('cloudcraft')?.presets[name];
  const network = new Network();
  network.faults = preset?.faults ?? [];
  const cloudcraft = await vendors.cloudcraft.start({
    ...{ network, port: 0, partition: 'aws', options: {} },
    assumeRole: async () => ({ ok: true, isOpen: false, refuses: () => undefined }),
    managementAccountId: '111122223333',
  });
  Object.assign(cloudcraft.switches, preset?.switches);
  const response = await fetch(`${cloudcraft.url}/aws/account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cloudcraft.secret.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'web', roleArn: 'arn:aws:iam::111122223333:role/cloudcraft' }),
    signal: AbortSignal.timeout(500),
  }).catch(() => undefined);
  const text = await response?.text().catch(() => 'cut');
  await cloudcraft.close();
  return [response?.status, text, cloudcraft.state.accounts.length] as const;
};

/** What a CrowdStrike under a preset answers to a request for a token, and to the registration of an account. */
const register = async (name: keyof typeof vendors.crowdstrike.presets) => {
  const preset = vendorNamed('crowdstrike')?.presets[name];
  const { call, network, token, crowdstrike, state, ...caller } = await startCaller();
  Object.assign(caller.switches, preset?.switches);
  network.faults = preset?.faults ?? [];
  const status = (answer: Promise<{ status: number }>) =>
    answer.then((told) => told.status).catch(() => undefined);
  const body = { resources: [{ account_id: '111122223333' }] };
  const statuses = [
    await status(token(credentials)),
    await status(call('POST /cloud-connect-aws/entities/account/v2', body)),
  ];
  await crowdstrike.close();
  return [...statuses, state.registrations.length];
};

describe('presets', () => {
  it.each(all)(
    '%s %s has valid faults and switches, and a description',
    (vendor, _, { description, faults = [], switches = {} }) => {
      const network = new Network(['aws', ...allVendors().map(({ name }) => name)]);
      network.faults = faults;
      expect(network.faults.every(({ to }) => to === vendor)).toBe(true);
      const Switches = vendorNamed(vendor)?.Switches ?? v.never();
      expect(() => v.parse(Switches, switches)).not.toThrow();
      expect(faults.length + Object.keys(switches).length).toBeGreaterThan(0);
      expect(description).toMatch(/^[^\n]{10,90}$/);
    },
  );

  it.each([
    ['down', 503, /<h1>503/, 0],
    ['error', 500, /"reason":"internal_server_error"/, 0],
    ['hiccup', 503, /<h1>503/, 0],
    ['slow', undefined, undefined, 0],
    ['stall', 201, /^cut$/, 1],
    ['cut', undefined, undefined, 0],
    ['truncated', 201, /^cut$/, 1],
    ['lost', undefined, undefined, 1],
    ['garbage', 200, /^<html>/, 0],
    ['empty', 200, /^$/, 0],
    ['shapeless', 200, /^\{\}$/, 0],
    ['unauthorized', 401, /"code":401/, 0],
    ['forbidden', 403, /"reason":"insufficient_privileges"/, 0],
    ['throttled', 429, /"code":429/, 0],
    ['read-only', 403, /"reason":"insufficient_privileges"/, 0],
    ['role-refused', 400, /Unable to verify AWS account/, 0],
  ] as const)('Cloudcraft %s answers %s and has then %s', async (name, status, text, accounts) => {
    const [got, said, kept] = await add(name);
    expect([got, kept]).toEqual([status, accounts]);
    if (text === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(text);
  });

  it.each([
    ['unauthorized', 201, 401, 0],
    ['forbidden', 201, 403, 0],
    ['throttled', 201, 429, 0],
    ['lost', 201, undefined, 1],
    ['wrong-region', 308, 401, 0],
    ['bad-credentials', 403, 201, 1],
    ['blocked', 403, 201, 1],
    ['partial', 201, 207, 0],
    ['migrated', 201, 400, 0],
    ['error', 500, 500, 0],
  ] as const)('CrowdStrike %s answers %i to a token, %s to an account', async (name, ...expected) => {
    expect(await register(name)).toEqual(expected);
  });
});
