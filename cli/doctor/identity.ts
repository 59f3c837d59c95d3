import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { deploy } from './deploy.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/**
 * Whether the credentials are of the account that the stack is in, and that one gets the organization's events: it is the
 * management account, or the stack names that one. Source: docs/operations/another-account.md.
 */
export async function identity({ target, account, deployed }: Subject): Promise<string> {
  const { Account, Arn = '' } = await new STSClient(target.configuration).send(
    new GetCallerIdentityCommand({}),
  );
  if (Account !== account)
    throw new Problem(
      `${Arn} is not of the account ${account}, which the stack is in`,
      `npx rollcall doctor --profile <profile of the account ${account}>`,
    );
  const who = Arn.split(':').at(-1)?.replace('assumed-role/', '');
  // Any account of the organization may ask.
  const { Organization } = await target.organizations.send(new DescribeOrganizationCommand({}));
  const management = Organization?.MasterAccountId;
  if (account === management) return `management account ${management}, as ${who}`;
  const { config } = await deployed();
  if (config.managementAccountId !== management)
    throw new Problem(
      `the stack is in the account ${account}, and gets no events of the management account ${management}: its managementAccountId is "${config.managementAccountId}"`,
      deploy(target, ` --param=managementAccountId=${management}`),
    );
  return `tooling account ${account} of the management account ${management}, as ${who}`;
}
