import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { matches } from '../aws/event-pattern.ts';
import type { StackRule } from '../aws/stack.ts';
import { readDeployment } from './deployment.ts';

/** A rule of the stack. */
export interface Rule extends StackRule {
  /** Its id in the template, as `AccountCreated`. */
  id: string;
  /** The id of the state machine that it starts for an event, as `EnrollAccount`. */
  machine: string | undefined;
  matches(event: object): boolean;
}

/** A state is said, or depends on a condition: `!If [OffboardsDeparted, ENABLED, DISABLED]`. */
const State = z.union([z.string(), z.tuple([z.string(), z.string(), z.string()])]).default('ENABLED');

const Properties = z.object({
  ...{ Name: z.string(), Description: z.string(), State },
  /** The stack and its bus are in one account, so that every event is of it. */
  EventPattern: z
    .looseObject({})
    .transform(({ account: _, ...pattern }) => pattern)
    .optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z.string().transform((target) => /targets\.(\w+)/.exec(target)?.[1]),
});

const Equals = z.tuple([z.string(), z.string()]);

const Template = z.object({
  /** Those of rules, each as `!Equals ['${param:offboarding}', ENABLED]`, or that in `!Not`. */
  Conditions: z.record(z.string(), z.union([Equals, z.tuple([Equals]), z.unknown()])).default({}),
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })).default({}),
});

/**
 * The rules of `infrastructure/*.yml`. Throws when it has another form.
 * @param given parameters of the deployment, as `--param` has them; the others have their defaults
 */
export function declaredRules(given: Record<string, string> = {}): Rule[] {
  const deployment = readDeployment();
  const fill = (text: string) =>
    deployment.fill(text.replace(/\$\{param:(\w+)\}/g, (whole, name) => given[name] ?? whole));
  const folder = new URL('../../infrastructure/', import.meta.url);
  return globSync('*.yml', { cwd: folder }).flatMap((file) => rulesIn(new URL(file, folder), fill));
}

/** Those that start a workflow for an event, and are enabled. */
export const enabledRules = (given?: Record<string, string>): Rule[] =>
  declaredRules(given).filter(({ state, machine }) => state === 'ENABLED' && machine !== undefined);

function rulesIn(file: URL, fill: (text: string) => string): Rule[] {
  const { Conditions, Resources } = Template.parse(
    parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) ?? {},
  );
  const holds = (condition: string): boolean => {
    const negated = z.tuple([Equals]).safeParse(Conditions[condition]).data;
    const [one, other] = negated?.[0] ?? Equals.parse(Conditions[condition]);
    return (fill(one) === other) === (negated === undefined);
  };
  const stateOf = (state: z.infer<typeof State>) =>
    (typeof state === 'string' ? fill(state) : holds(state[0]) ? state[1] : state[2]) === 'ENABLED'
      ? ('ENABLED' as const)
      : ('DISABLED' as const);
  return Object.entries(Resources).flatMap(([id, { Type, Properties: properties }]) => {
    if (Type !== 'AWS::Events::Rule') return [];
    const { Name, Description, State: state, EventPattern, ...rule } = Properties.parse(properties);
    return [
      {
        ...{ id, name: fill(Name), description: Description, state: stateOf(state), machine: rule.Targets },
        pattern: EventPattern === undefined ? undefined : JSON.stringify(EventPattern),
        schedule: rule.ScheduleExpression,
        matches: (event: object) => EventPattern !== undefined && matches(EventPattern, event),
      },
    ];
  });
}
