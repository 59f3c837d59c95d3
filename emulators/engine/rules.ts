import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { matches } from '../aws/event-pattern.ts';
import { readDeployment } from './deployment.ts';

/** A rule of the stack that starts a workflow: the id of its state machine, as `EnrollAccount`. */
export interface Rule {
  name: string;
  machine: string;
  matches(event: object): boolean;
}

/** A state is said, or depends on a condition: `!If [OffboardsDeparted, ENABLED, DISABLED]`. */
const State = z.union([z.string(), z.tuple([z.string(), z.string(), z.string()])]).default('ENABLED');

const Properties = z.object({
  State,
  EventPattern: z.unknown(),
  Targets: z.string().transform((target) => /targets\.(\w+)/.exec(target)?.[1] ?? ''),
});

const Template = z.object({
  /** Each as `!Equals ['${param:offboarding}', ENABLED]`. */
  Conditions: z.record(z.string(), z.tuple([z.string(), z.string()])).default({}),
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

/**
 * The enabled rules of `infrastructure/events.yml`. Throws when it has another form.
 * @param given parameters of the deployment, as `--param` has them; the others have their defaults
 */
export function enabledRules(given: Record<string, string> = {}): Rule[] {
  const deployment = readDeployment();
  const fill = (text: string) =>
    deployment.fill(text.replace(/\$\{param:(\w+)\}/g, (whole, name) => given[name] ?? whole));
  const text = readFileSync(new URL('../../infrastructure/events.yml', import.meta.url), 'utf8');
  const { Conditions, Resources } = Template.parse(parse(text, { logLevel: 'error' }));
  const holds = (condition: string) => {
    const [one = '', other] = Conditions[condition] ?? [];
    return fill(one) === other;
  };
  const isEnabled = (state: z.infer<typeof State>) =>
    (typeof state === 'string' ? fill(state) : holds(state[0]) ? state[1] : state[2]) === 'ENABLED';
  return Object.entries(Resources).flatMap(([name, { Type, Properties: properties }]) => {
    if (Type !== 'AWS::Events::Rule') return [];
    const { State: state, EventPattern, Targets } = Properties.parse(properties);
    return isEnabled(state)
      ? [{ name, machine: Targets, matches: (event) => matches(EventPattern, event) }]
      : [];
  });
}
