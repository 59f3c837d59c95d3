import { vendors as registry } from '../../lib/vendors/index.ts';
import { access } from './access.ts';
import type { Check } from './check.ts';
import { concurrency } from './concurrency.ts';
import { connectionTo } from './connection.ts';
import { controlPolicies } from './control-policies.ts';
import { identity } from './identity.ts';
import { lastRollCall } from './last-roll-call.ts';
import { logPolicies } from './log-policies.ts';
import { notices } from './notices.ts';
import { pin } from './pin.ts';
import { region } from './region.ts';
import { rules } from './rules.ts';
import { secret } from './secret.ts';
import { settings } from './settings.ts';
import { stack } from './stack.ts';
import type { Subject } from './subject.ts';
import { trail } from './trail.ts';
import { vendor } from './vendor.ts';
import { version } from './version.ts';

/** All that the doctor looks at, in the order of its lines. */
export async function checksOf(subject: Subject): Promise<Check[]> {
  const enabled = await subject.deployed().then(
    ({ config }) => config.vendors,
    () => Object.keys(registry),
  );
  const alone = (name: Check['name'], look: (of: Subject) => Promise<string>): Check => ({
    ...{ name, look: () => look(subject) },
  });
  return [
    alone('identity', identity),
    alone('region', region),
    alone('trail', trail),
    alone('stack', stack),
    alone('version', version),
    alone('rules', rules),
    alone('settings', settings),
    ...enabled.flatMap((name) => checksOfVendor(subject, name)),
    alone('access', access),
    alone('control policies', controlPolicies),
    alone('concurrency', concurrency),
    alone('notices', notices),
    alone('log policies', logPolicies),
    alone('last roll call', lastRollCall),
  ];
}

function checksOfVendor(subject: Subject, name: string): Check[] {
  const connection = connectionTo(subject, name);
  return [
    { name: `${name} secret`, rights: 'secret', look: async () => secret(subject, await connection()) },
    { name, look: async () => vendor(subject, await connection()) },
    { name: `${name} pin`, look: async () => pin(subject, await connection()) },
  ];
}
