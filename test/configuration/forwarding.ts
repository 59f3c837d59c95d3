import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { BusEvent } from '../../emulators/aws/bus.ts';
import { matches } from '../../emulators/aws/event-pattern.ts';
import { PolicyDocument, statementsOf } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import type { World } from '../../emulators/world.ts';
import { type DeployedStack, rolePolicies } from './tooling-stack.ts';

const Target = v.object({
  ...{ Arn: v.string(), RoleArn: v.string(), Input: v.optional(v.string()) },
  DeadLetterConfig: v.object({ Arn: v.string() }),
  InputTransformer: v.optional(
    v.object({ InputPathsMap: v.record(v.string(), v.string()), InputTemplate: v.string() }),
  ),
});
type Target = v.InferOutput<typeof Target>;
const Rule = v.object({
  ...{
    Name: v.string(),
    State: v.optional(v.string(), 'ENABLED'),
    EventBusName: v.optional(v.string(), 'default'),
  },
  EventPattern: v.optional(v.looseObject({})),
  Targets: v.array(Target),
});
type Rule = v.InferOutput<typeof Rule> & { stack: DeployedStack; arn: string };
const BusPolicy = v.object({ EventBusName: v.string(), Statement: v.unknown() });
const QueuePolicy = v.object({ Queues: v.array(v.string()), PolicyDocument });
const Trust = v.object({ AssumeRolePolicyDocument: PolicyDocument });
const Alarm = v.object({
  ...{ Namespace: v.string(), MetricName: v.string(), AlarmActions: v.optional(v.array(v.string()), []) },
  Dimensions: v.array(v.object({ Name: v.string(), Value: v.string() })),
});

/** The world, the stacks whose rules are played, and what a target that is a state machine does. */
interface Parties {
  world: World;
  stacks: DeployedStack[];
  start(machineArn: string, event: object): void;
}

/**
 * EventBridge for the rules of stacks. It delivers with the role of the target: what the trust policy of that, its own
 * policies, those of the organization or the policy of a bus of another account do not allow goes to the dead-letter queue,
 * if the policy of that one allows it. Source: EventBridge User Guide, "Sending and receiving events between accounts",
 * "Using dead-letter queues".
 */
export class EventBridge {
  /** The texts that were sent to topics. */
  readonly notices: string[] = [];
  /** What each queue holds, by its ARN. */
  readonly deadLetters = new Map<string, object[]>();
  readonly #parties: Parties;
  readonly #rules: Rule[];
  readonly #metrics: string[] = [];
  /** Of the role of each target, by its ARN. */
  readonly #keys = new Map<string, string>();

  constructor(parties: Parties) {
    this.#parties = parties;
    this.#rules = parties.stacks.flatMap(rulesOf);
    for (const stack of parties.stacks)
      for (const [id, { Type }] of stack.resources) {
        const arn = Type === 'AWS::IAM::Role' ? stack.arnOf(id) : undefined;
        if (arn === undefined) continue;
        const { accessKeyId } = parties.world.aws.addPrincipal({ arn, policies: rolePolicies(stack, id) });
        this.#keys.set(arn, accessKeyId);
      }
  }

  /** Delivers an event to the rules of a bus. @param bus its ARN */
  put(bus: string, event: Partial<BusEvent>): void {
    const [, , , , account = '', resource] = bus.split(':');
    const whole = {
      id: randomUUID(),
      account,
      region: 'us-east-1',
      time: new Date().toISOString(),
      ...event,
    };
    for (const rule of this.#rules.filter(({ stack }) => stack.account === account)) {
      const isOn = rule.State === 'ENABLED' && resource === `event-bus/${rule.EventBusName}`;
      if (isOn && rule.EventPattern !== undefined && matches(rule.EventPattern, whole))
        this.#run(rule, whole);
    }
  }

  /** Runs the targets of a rule, as its schedule does. @param rule its name */
  due(rule: string): void {
    for (const each of this.#rules.filter(({ Name }) => Name === rule)) this.#run(each, {});
  }

  #run(rule: Rule, event: object): void {
    this.#count('AWS/Events', 'TriggeredRules', rule);
    for (const target of rule.Targets) {
      const refusal = this.#refusal(rule, target);
      if (refusal === undefined) this.#deliver(target, event);
      else this.#keep(rule, { target, letter: { event, refusal } });
    }
  }

  /** Ids of the alarms that report to a topic and are in alarm by what was counted, of a stack. */
  alarms({ resources }: DeployedStack): string[] {
    return [...resources].flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::CloudWatch::Alarm') return [];
      const { Namespace, MetricName, Dimensions, AlarmActions } = v.parse(Alarm, Properties);
      const counted = this.#metrics.includes(metric(Namespace, MetricName, Dimensions));
      return counted && AlarmActions.length > 0 ? [id] : [];
    });
  }

  #refusal(rule: Rule, { Arn, RoleArn }: Target): string | undefined {
    const { world, stacks } = this.#parties;
    const [, , service = '', region = '', account = '', resource = ''] = Arn.split(':');
    const action =
      { events: 'events:PutEvents', states: 'states:StartExecution', sns: 'sns:Publish' }[service] ?? '';
    const trust = v.safeParse(Trust, propertiesOf(stacks, RoleArn));
    if (
      !trust.success ||
      !isAdmitted(trust.output.AssumeRolePolicyDocument, {
        action: 'sts:AssumeRole',
        resource: RoleArn,
        rule,
      })
    )
      return `${RoleArn} does not trust the rule`;
    const refusal = world.aws.refusal(
      { accessKeyId: this.#keys.get(RoleArn) ?? '', region },
      { action, resource: Arn },
    );
    if (refusal !== undefined || service !== 'events' || account === rule.stack.account) return refusal;
    const policies = stacks
      .filter((stack) => stack.account === account)
      .flatMap((stack) => [...stack.resources.values()])
      .flatMap(({ Type, Properties }) =>
        Type === 'AWS::Events::EventBusPolicy' ? [v.parse(BusPolicy, Properties)] : [],
      )
      .filter(({ EventBusName }) => resource === `event-bus/${EventBusName}`)
      .map(({ Statement }) => v.parse(PolicyDocument, { Statement }));
    const principal = {
      arn: RoleArn,
      principalArn: RoleArn,
      principalId: RoleArn,
      account: rule.stack.account,
    };
    const answer = verdict(policies, { action, resource: Arn, context: new Map(), principal });
    return answer === 'allowed' ? undefined : `the policy of ${Arn} does not allow ${RoleArn} to put events`;
  }

  #deliver({ Arn, Input, InputTransformer }: Target, event: object): void {
    const [, , service] = Arn.split(':');
    if (service === 'events') this.put(Arn, event);
    if (service === 'states') this.#parties.start(Arn, Input === undefined ? event : JSON.parse(Input));
    if (service === 'sns') this.notices.push(text(InputTransformer, event));
  }

  #keep(rule: Rule, { target, letter }: { target: Target; letter: object }): void {
    const { Arn } = target.DeadLetterConfig;
    const policies = [...rule.stack.resources.values()].flatMap(({ Type, Properties }) =>
      Type === 'AWS::SQS::QueuePolicy' ? [v.parse(QueuePolicy, Properties).PolicyDocument] : [],
    );
    const isKept = policies.some((policy) =>
      isAdmitted(policy, { action: 'sqs:SendMessage', resource: Arn, rule }),
    );
    if (!isKept) {
      this.#count('AWS/Events', 'InvocationsFailedToBeSentToDlq', rule);
      return;
    }
    this.deadLetters.set(Arn, [...(this.deadLetters.get(Arn) ?? []), letter]);
    const of = [{ Name: 'QueueName', Value: Arn.split(':').at(-1) ?? '' }];
    this.#metrics.push(metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', of));
  }

  #count(namespace: string, name: string, { Name, EventBusName }: Rule): void {
    const bus = EventBusName === 'default' ? [] : [{ Name: 'EventBusName', Value: EventBusName }];
    this.#metrics.push(metric(namespace, name, [...bus, { Name: 'RuleName', Value: Name }]));
  }
}

const rulesOf = (stack: DeployedStack): Rule[] =>
  [...stack.resources].flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::Events::Rule' ? [{ ...v.parse(Rule, Properties), stack, arn: stack.arnOf(id) }] : [],
  );

/** Whether a policy of a resource lets EventBridge do something with it on behalf of a rule. */
function isAdmitted(
  policy: PolicyDocument | undefined,
  { action, resource, rule }: { action: string; resource: string; rule: Rule },
): boolean {
  const speaking = policy === undefined ? [] : statementsOf(policy);
  const Statement = speaking.flatMap(({ Principal, ...statement }) => {
    const services = Principal === '*' ? [SERVICE] : [Principal?.Service].flat();
    return services.includes(SERVICE) ? [{ Resource: resource, ...statement }] : [];
  });
  const context = new Map([
    ['aws:sourceaccount', [rule.stack.account]],
    ['aws:sourcearn', [rule.arn]],
    ['aws:securetransport', ['true']],
  ]);
  return verdict([{ Statement }], { action, resource, context }) === 'allowed';
}

const SERVICE = 'events.amazonaws.com';

const propertiesOf = (stacks: DeployedStack[], arn: string): unknown =>
  stacks
    .flatMap((stack) =>
      [...stack.resources].map(([id, { Type, Properties }]) => ({ stack, id, Type, Properties })),
    )
    .find(({ stack, id, Type }) => Type === 'AWS::IAM::Role' && stack.arnOf(id) === arn)?.Properties;

const metric = (...parts: unknown[]) => JSON.stringify(parts);

/** What an input transformer makes of an event. */
function text(transformer: Target['InputTransformer'], event: object): string {
  const { InputPathsMap = {}, InputTemplate = '' } = transformer ?? {};
  return InputTemplate.replace(/<(\w+)>/g, (_, name: string) => {
    const keys = InputPathsMap[name]?.split('.').slice(1) ?? [];
    return String(keys.reduce<unknown>((at, key) => Object(at)[key], event));
  });
}
