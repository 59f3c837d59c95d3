import { globSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { matches } from '../aws/event-pattern.ts';
import type { StackRule } from '../aws/stack.ts';
import { readAs } from '../read-as.ts';
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
const State = v.optional(
  v.union([v.string(), v.strictTuple([v.string(), v.string(), v.string()])]),
  'ENABLED',
);

const Properties = v.object({
  ...{ Name: v.string(), Description: v.string(), State },
  /** The stack and its bus are in one account, so that every event is of it. */
  EventPattern: v.optional(
    v.pipe(
      v.looseObject({}),
      v.transform(({ account: _, ...pattern }) => pattern),
    ),
  ),
  ScheduleExpression: v.optional(v.string()),
  Targets: v.pipe(
    v.string(),
    v.transform((target) => /targets\.(\w+)/.exec(target)?.[1]),
  ),
});

const Equals = v.strictTuple([v.string(), v.string()]);

const Template = v.object({
  /** Those of rules, each as `!Equals ['${param:offboarding}', ENABLED]`, or that in `!Not`. */
  Conditions: v.optional(v.record(v.string(), v.union([Equals, v.strictTuple([Equals]), v.unknown()])), {}),
  Resources: v.optional(
    v.record(v.string(), v.object({ Type: v.string(), Properties: v.optional(v.unknown()) })),
    {},
  ),
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
  const { Conditions, Resources } = readAs(
    Template,
    parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) ?? {},
  );
  const holds = (condition: string): boolean => {
    const negated = v.safeParse(v.strictTuple([Equals]), Conditions[condition]);
    const [one, other] = negated.success ? negated.output[0] : readAs(Equals, Conditions[condition]);
    return (fill(one) === other) !== negated.success;
  };
  const stateOf = (state: v.InferOutput<typeof State>) =>
    (typeof state === 'string' ? fill(state) : holds(state[0]) ? state[1] : state[2]) === 'ENABLED'
      ? ('ENABLED' as const)
      : ('DISABLED' as const);
  return Object.entries(Resources).flatMap(([id, { Type, Properties: properties }]) => {
    if (Type !== 'AWS::Events::Rule') return [];
    const { Name, Description, State: state, EventPattern, ...rule } = readAs(Properties, properties);
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
