import * as z from 'zod';
import { matches } from '../../emulators/aws/event-pattern.ts';
import { PolicyDocument, type Statement } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import { readTemplate, type resources } from './deployment.ts';
import { evaluated } from './intrinsics.ts';

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Properties: z.record(z.string(), z.unknown()).default({}) })),
});
const Forward = z.object({
  EventPattern: z.unknown(),
  Targets: z.tuple([z.object({ Arn: z.string() })]),
});
const ForwardRole = z.object({ Policies: z.tuple([z.object({ PolicyDocument })]) });
const BusPolicy = z.object({ Statement: z.custom<Statement>() });
const OrganizationPolicy = z.object({ Content: PolicyDocument });
const Rule = z.object({ EventPattern: z.unknown(), Targets: z.array(z.object({ Id: z.string() })) });

/** Who has what: the stack's resources, and its account; the management account; values of the stack's variables. */
interface Parties {
  stack: typeof resources;
  management: string;
  values: Record<string, string>;
}

/** The management account's template as it is deployed, the policies of the bus, and the rules of the stack at its other end. */
export function forwarding({ stack, management, values }: Parties) {
  const { Resources } = Template.parse(readTemplate('infrastructure/management/rollcall-management.yml'));
  const given = {
    ...values,
    ...{ 'AWS::AccountId': management, Stage: 'prod', RollcallAccountId: values['AWS::AccountId'] ?? '' },
  };
  const there = (id: string) => evaluated(Resources[id]?.Properties, (name) => Object(given)[name]);
  const here = (id: string) => evaluated(stack.get(id)?.Properties, (name) => values[name]);
  const { EventPattern, Targets } = Forward.parse(there('Forward'));
  const role = ForwardRole.parse(there('ForwardRole')).Policies[0].PolicyDocument;
  const bus = Targets[0].Arn;
  return {
    bus,
    organizationPolicy: OrganizationPolicy.parse(there('ReadOrganization')).Content,
    /** Whether the management account's rule takes the event, and its role may put it. */
    isForwarded: (event: unknown) =>
      matches(EventPattern, event) &&
      verdict([role], { action: 'events:PutEvents', resource: bus, context: new Map() }) === 'allowed',
    /** Whether the bus takes an event from a role of an account. */
    isAccepted(account: string) {
      const { Statement } = BusPolicy.parse(here('OrganizationEventsPolicy'));
      const arn = `arn:aws:iam::${account}:role/rollcall-prod-forward`;
      const principal = { arn, principalArn: arn, principalId: arn, account };
      const document = { Statement: { ...Statement, Resource: bus } };
      const question = { action: 'events:PutEvents', resource: bus, context: new Map(), principal };
      return verdict([document], question) === 'allowed';
    },
    /** What the rules on the bus start with the event: ids of targets. */
    started: (event: unknown) =>
      [...stack].flatMap(([id, { Type, Properties }]) => {
        if (Type !== 'AWS::Events::Rule' || !JSON.stringify(Properties).includes('OrganizationEvents'))
          return [];
        const rule = Rule.parse(here(id));
        return matches(rule.EventPattern, event) ? rule.Targets.map((target) => target.Id) : [];
      }),
  };
}
