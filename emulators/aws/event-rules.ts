import { ListRules$, type ListRulesRequest } from '@aws-sdk/client-eventbridge';
import { operation } from './operation.ts';
import { slice } from './pages.ts';
import type { World } from './world.ts';

/** The operations of EventBridge on the rules of the deployed stack. */
export const ruleOperations = [
  operation({
    schema: ListRules$,
    needs: ({ world: { state }, region }, _: ListRulesRequest) => [
      {
        action: 'events:ListRules',
        resource: `arn:${state.partition}:events:${region}:${state.organization.managementAccountId}:rule/*`,
      },
    ],
    serve({ world, region }, { NamePrefix = '', NextToken = '', Limit = 100 }) {
      const { partition, organization } = world.state;
      const named = (world.stack?.rules ?? []).filter(({ name }) => name.startsWith(NamePrefix));
      const { page, next } = slice(named, NextToken, Limit);
      const Rules = page.map(({ name, description, pattern, schedule, state }) => ({
        ...{ Name: name, Description: description, EventPattern: pattern, ScheduleExpression: schedule },
        Arn: `arn:${partition}:events:${region}:${organization.managementAccountId}:rule/${name}`,
        State: isDisabled(world, name) ? ('DISABLED' as const) : state,
        EventBusName: 'default',
      }));
      return { Rules, NextToken: next };
    },
  }),
];

/** Whether somebody disabled a rule of the stack. */
export const isDisabled = ({ switches }: Pick<World, 'switches'>, name: string): boolean =>
  switches.disabledRules.includes(name);
