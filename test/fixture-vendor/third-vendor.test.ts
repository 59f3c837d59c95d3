import { help } from '../../cli/help.ts';
import { presetOptions } from '../../cli/vendor-options.ts';
import { startControl } from '../../emulators/controls/control.ts';
import { vendors as emulated } from '../../emulators/vendors.ts';
import type { World } from '../../emulators/world.ts';
import { adapters, vendors } from '../../lib/vendors/index.ts';
import { accessRole, deployAccessRole } from '../configuration/access-role.ts';
import { serverless } from '../configuration/deployment.ts';
import { policiesOf } from '../configuration/role-policies.ts';
import { useRole } from '../configuration/use-role.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, ENABLED, scene } from '../scene.ts';
import { fixture as adapter } from './adapter.ts';
import { fixture as emulator } from './emulator.ts';

const shipped = Object.keys(emulated);
const every = [...shipped, 'fixture'];
const enabled = { environment: { VENDORS: every.join(',') } };
const roleArn = `arn:aws:iam::${ACCOUNT}:role/fixture`;

// A line in each registry. The handlers' instances share the modules that they import, so they see it too.
beforeAll(() => {
  for (const registry of [vendors, adapters]) Object.assign(registry, { fixture: adapter });
  Object.assign(emulated, { fixture: emulator });
});

const audit = (logs: Record<string, unknown>[]) =>
  logs.flatMap((line) => (line['message'] === 'audit' ? [`${line['vendor']} ${line['outcome']}`] : []));

/** How many accounts each vendor holds. */
// Other test files may run in the same process.
afterAll(() => {
  for (const registry of [vendors, adapters, emulated]) Reflect.deleteProperty(registry, 'fixture');
});

const held = ({ vendors }: Pick<World, 'vendors'>) =>
  Object.entries(vendors).map(([name, { holds }]) => [name, holds().length]);

describe('a further vendor, of one folder and a line in each registry,', () => {
  it('is enrolled beside the others, and a second run changes nothing', async () => {
    const { world, enroll } = await scene({
      ...enabled,
      switches: { aws: { roleNotAssumableSeconds: 100 } },
    });
    const { status, logs, events } = await enroll();
    expect([status, audit(logs)]).toEqual(['SUCCEEDED', every.map((name) => `${name} enrolled`)]);
    expect(events.some((event) => event.type === 'StateRetried')).toBe(true);
    const left = holdings(world);
    expect(left).toMatchObject({ fixture: [{ accountId: ACCOUNT, roleArn }] });
    expect(held(world)).toEqual(every.map((name) => [name, 1]));
    expect(left.roles).toHaveLength(every.length);
    const [registered] = world.vendors['fixture']?.holds() ?? [];
    expect(left.roles.find(({ arn }) => arn === roleArn)).toMatchObject({
      attached: ['arn:aws:iam::aws:policy/SecurityAudit'],
      tags: { 'managed-by': 'rollcall', 'rollcall:vendor': 'fixture' },
      principal: [
        {
          Principal: { AWS: emulator.identity('aws') },
          Condition: { StringEquals: { 'sts:ExternalId': registered?.externalId } },
        },
      ],
    });
    await expect(enroll({ accountId: ACCOUNT })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world).roles).toEqual(left.roles);
    expect(held(world)).toEqual(every.map((name) => [name, 1]));
    expect(world.vendors['fixture']?.holds()).toEqual([registered]);
  });

  it('has its role made by RollcallAccess, where that is the only access role', async () => {
    const { world, engine, enroll } = await scene({ account: { accessRoles: [] }, ...enabled });
    deployAccessRole(world, ACCOUNT, accessRole(ACCOUNT));
    for (const [key, { role }] of Object.entries(serverless.functions))
      useRole(world, engine, key, Object.values(policiesOf(role)));
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world).roles).toHaveLength(every.length);
    expect(held(world)).toEqual(every.map((name) => [name, 1]));
  });

  it('that fails leaves the others registered', async () => {
    const faults = emulator.presets.forbidden.faults;
    const { world, enroll } = await scene({ ...enabled, faults });
    const { status, logs } = await enroll();
    const ends = [...shipped.map((name) => `${name} enrolled`), 'fixture failed'];
    expect([status, audit(logs)]).toEqual(['FAILED', ends]);
    expect(held(world)).toEqual([...shipped.map((name) => [name, 1]), ['fixture', 0]]);
  });

  it('is left alone where it is not enabled', async () => {
    const { world, enroll } = await scene();
    const { logs } = await enroll();
    expect(audit(logs)).toEqual(ENABLED.map((name) => `${name} enrolled`));
    expect(world.vendors['fixture']?.holds()).toEqual([]);
  });

  it('has its place in the controls and in the command', async () => {
    const { world, enroll } = await scene(enabled);
    const control = await startControl(world);
    const call = async (method: string, path: string, body?: object) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      return (await fetch(control.url + path, init)).text();
    };
    const preset = JSON.parse(await call('PUT', '/presets/fixture', { preset: 'down' }));
    await call('PATCH', '/switches', { fixture: { status: 'pending' } });
    const faults = world.network.faults.map(({ to }) => to);
    const changed = { ...world.vendors['fixture']?.switches };
    await call('POST', '/heal');
    await enroll();
    const report = JSON.parse(await call('GET', `/accounts/${ACCOUNT}`));
    const variables = await call('GET', '/environment');
    await control.close();
    expect(preset).toMatchObject({ preset: 'down' });
    expect([faults, changed]).toEqual([['fixture'], { status: 'pending' }]);
    expect(report).toMatchObject([
      ...shipped.map((vendor) => ({ vendor, registrations: [{}] })),
      { vendor: 'fixture', role: { arn: roleArn }, registrations: [{ status: 'registered' }] },
    ]);
    expect(variables).toContain(`export FIXTURE_URL='${world.vendors['fixture']?.url}'`);
    expect(presetOptions().map(({ long }) => long)).toContain('--fixture');
    expect(help()).toContain('Also of --fixture:');
  });
});
