import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { deploy } from './deploy.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** Without these nothing starts, or nobody hears of what failed. Source: infrastructure/events.yml, notifications.yml. */
const NEEDED = ['account-created', 'failed-notice', 'stopped-notice'];

/** Whether the rules exist, and those are enabled that every deployment needs. */
export async function rules({ target, region, deployed }: Subject): Promise<string> {
  const prefix = `${target.stack}-`;
  const { Rules = [] } = await new EventBridgeClient(target.configuration).send(
    new ListRulesCommand({ NamePrefix: prefix }),
  );
  const states = new Map(Rules.map(({ Name = '', State = '' }) => [Name.slice(prefix.length), State]));
  const offboards = await deployed().then(
    ({ config }) => config.offboarding === 'ENABLED',
    () => false,
  );
  const needed = [...NEEDED, ...(offboards ? ['account-departed'] : [])];
  const missing = needed.filter((name) => !states.has(name));
  if (missing.length > 0) throw new Problem(`these do not exist: ${missing.join(', ')}`, deploy(target));
  const isEnabled = (name: string) => states.get(name)?.startsWith('ENABLED');
  const disabled = needed.filter((name) => !isEnabled(name));
  if (disabled.length > 0)
    throw new Problem(
      `not enabled: ${disabled.join(', ')}`,
      disabled.map((name) => `aws events enable-rule --region ${region} --name ${prefix}${name}`).join('\n'),
    );
  const others = [...states.keys()].filter((name) => !isEnabled(name));
  return `${states.size - others.length} enabled${others.length > 0 ? `; not ${others.join(', ')}` : ''}`;
}
