import { readFileSync } from 'node:fs';
import { simulateTime } from '../../emulators/clock/clock.ts';
import { Engine } from '../../emulators/engine/engine.ts';
import { startWorld } from '../../emulators/world.ts';

/** Policies as texts, by what they are. */
export interface ProductDocuments {
  trust: Record<string, string>;
  identity: Record<string, string>;
}

/** How the vendors' roles can be set up, each with documents of its own. */
const SETTINGS = {
  'd4c, minimal': {
    apiFamily: 'd4c' as const,
    cloudcraft: { policy: 'minimal' },
    crowdstrike: { permissions: 'posture' },
  },
  'cloud-security, default': { apiFamily: 'cloud-security' as const, cloudcraft: {}, crowdstrike: {} },
};

const ACCOUNT = '444455556666';

/**
 * Every policy that Rollcall itself writes or sends while it enrolls an account: the trusts and inline policies of the
 * vendors' roles, and the session policies. They are read from a world in which the account was enrolled, by each
 * family of CrowdStrike's API.
 *
 * @throws Error when an enrollment fails
 */
export async function productDocuments(): Promise<ProductDocuments> {
  const documents: ProductDocuments = { trust: {}, identity: {} };
  const event: object = JSON.parse(
    readFileSync(new URL('../../events/create-account-succeeded.json', import.meta.url), 'utf8'),
  );
  const endSimulation = simulateTime();
  for (const [name, { apiFamily, ...vendors }] of Object.entries(SETTINGS)) {
    const world = await startWorld({ apiFamily });
    const account = world.aws.createAccount({ id: ACCOUNT });
    const settings = Object.entries(vendors).map(([vendor, own]) => {
      const variable = vendor.toUpperCase();
      const given = JSON.parse(world.environment[variable] ?? '{}');
      return [variable, JSON.stringify({ ...given, ...own })];
    });
    const engine = new Engine(
      { ...world.environment, VENDORS: 'cloudcraft,crowdstrike', ...Object.fromEntries(settings) },
      world.aws.state.executions,
    );
    const { status, cause } = await engine.run('enroll-account', JSON.parse(JSON.stringify(event)));
    if (status !== 'SUCCEEDED') throw new Error(`An enrollment with ${name} ${status}: ${cause}`);
    account.roles.delete('organizationaccountaccessrole');
    for (const role of account.roles.values()) {
      documents.trust[`${name}: ${role.name}`] = role.trust.text;
      for (const [policy, { text }] of role.inline)
        documents.identity[`${name}: ${role.name}, ${policy}`] = text;
    }
    const sessions = [...world.aws.state.accessKeys.values()].flatMap(
      ({ session }) => session?.policies ?? [],
    );
    for (const text of new Set(sessions.map((policy) => JSON.stringify(policy))))
      documents.identity[`${name}: session policy ${Object.keys(documents.identity).length}`] = text;
    await world.close();
  }
  endSimulation();
  return documents;
}
