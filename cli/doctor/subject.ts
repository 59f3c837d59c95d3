import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { Target } from '../target/target.ts';
import { type Deployed, readDeployed } from './deployed.ts';
import { once } from './once.ts';
import { NotChecked } from './problem.ts';
import { readScope, type Scope } from './scope.ts';

/** A deployment that is examined, and what several checks need to know of it, each asked for once. */
export interface Subject {
  target: Target;
  region: string;
  partition: string;
  /** The stack as CloudFormation describes it. */
  stack(): Promise<Stack>;
  /** The id of the account that the stack is in. */
  account: string;
  /** What was deployed, as the functions have it. @throws {NotChecked} it cannot be read, as the check of it reports */
  deployed(): Promise<Deployed>;
  /** The parameter `managementAccountId`: empty where the stack is there, and where the settings cannot be read. */
  managementAccountId(): Promise<string>;
  /** The same as `deployed` for the check of the settings. */
  readDeployed(): Promise<Deployed>;
  /** The accounts to enroll. */
  scope(): Promise<Scope>;
}

/** Nothing is asked before a check needs it. */
export function subjectOf(target: Target): Subject {
  const { configuration, stack: StackName } = target;
  const [, partition = 'aws', , region = configuration.region, account = ''] =
    target.enrollAccount.split(':');
  const read = once(() => readDeployed(target));
  const deployed = () =>
    read().catch(() => {
      throw new NotChecked('not checked, as the settings cannot be read');
    });
  const managementAccountId = () =>
    read().then(
      ({ config }) => config.managementAccountId,
      () => '',
    );
  return {
    ...{ target, region, partition, account, deployed, readDeployed: read, managementAccountId },
    stack: once(async () => {
      const client = new CloudFormationClient(configuration);
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0] ?? { StackName, CreationTime: undefined, StackStatus: undefined };
    }),
    scope: once(async () => readScope(target, (await deployed()).config)),
  };
}
