import { vendors as emulated } from '../../emulators/vendors.ts';
import { adapters, vendors } from '../../lib/vendors/index.ts';
import type { Vendor } from '../../lib/vendors/vendor.ts';
import { checks } from '../lib/vendors/checks.ts';
import { type Contracted, keepsTheContract } from '../lib/vendors/contract.ts';
import { type Fixture, fixture, fixtureMasking } from './adapter.ts';
import { fixture as emulator, heldBy } from './emulator.ts';

const adapt = (fixture: Fixture) =>
  [vendors, adapters].map((registry) => Object.assign(registry, { fixture }));

adapt(fixture);
Object.assign(emulated, { fixture: emulator });
// Other test files may run in the same process.
afterAll(() => {
  for (const registry of [vendors, adapters, emulated]) Reflect.deleteProperty(registry, 'fixture');
});

const roleArnOf = ({ roleArn }: { roleArn: string }, id: string) => roleArn.replace(/\d{12}/, id);

const contracted: Contracted = {
  name: 'fixture',
  verifiesRole: true,
  known: ({ vendors }) => vendors['fixture']?.holds().map(({ roleArn }) => roleArn) ?? [],
  multiply({ vendors }, ids) {
    const held = heldBy.get(vendors['fixture'] ?? {});
    const [made] = held?.values() ?? [];
    if (made === undefined) return;
    for (const accountId of ids)
      held?.set(accountId, { ...made, accountId, id: accountId, roleArn: roleArnOf(made, accountId) });
  },
  throttled: { faults: [{ to: 'fixture', answer: { status: 429, headers: {}, body: '' } }] },
  rotate: ({ vendors }) => vendors['fixture']?.secret ?? {},
};

describe('The vendor that exists in tests only', () => keepsTheContract(contracted));

describe('The contract notices an adapter that', () => {
  /** An adapter of which some methods do something else. */
  const doing = (definition: Fixture, change: (vendor: Vendor) => Partial<Vendor>) => ({
    ...definition,
    create(...how: Parameters<Fixture['create']>) {
      const vendor = definition.create(...how);
      return { ...vendor, ...change(vendor) };
    },
  });
  /** One of which the role is another. */
  const wanting = (definition: Fixture, change: object) => ({
    ...definition,
    role: (...how: Parameters<Fixture['role']>) => ({ ...definition.role(...how), ...change }),
  });
  const notFound = async () => {
    throw new Error('404 no such account');
  };
  const broken: Record<string, (definition: Fixture) => Fixture> = {
    'leads to a role that the vendor can assume with the external id of its registration': (definition) =>
      wanting(definition, { externalId: 'of-somebody-else-entirely' }),
    'leads to a role that allows something': (definition) =>
      wanting(definition, { managedPolicyArns: [], inlinePolicies: {} }),
    'has a role that RollcallAccess can make': (definition) =>
      wanting(definition, { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
    'keeps the path of the deployment': (definition) => wanting(definition, { path: '/' }),
    'keeps the partition of the account': (definition) =>
      wanting(definition, { managedPolicyArns: ['arn:aws:iam::aws:policy/SecurityAudit'] }),
    'logs whether it registered the account, or it was registered already': (definition) => ({
      ...definition,
      create: (credentials, deployment) =>
        definition.create(credentials, { ...deployment, log: () => undefined }),
    }),
    'takes a registration that is gone for deregistered': (definition) =>
      doing(definition, () => ({ deregister: notFound })),
    'tells our registration from one by another role': (definition) =>
      doing(definition, (vendor) => ({
        known: async (account) => ({ ...(await vendor.known(account)), standing: 'unknown' }),
      })),
  };

  afterEach(() => void adapt(fixture));

  it.each(Object.entries(broken))('does not do what it should, by "%s"', async (check, breaking) => {
    adapt(breaking(fixture));
    await expect(checks[check]?.(contracted)).rejects.toThrow();
    adapt(fixture);
    await expect(checks[check]?.(contracted)).resolves.toBeUndefined();
  });

  it('masks nothing', async () => {
    adapt(fixtureMasking(() => []));
    await expect(checks['masks its credentials in every error']?.(contracted)).rejects.toThrow('known');
  });
});
