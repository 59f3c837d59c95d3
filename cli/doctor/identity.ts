import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** Whether the credentials and the stack are of the organization's management account. */
export async function identity({ target, account }: Subject): Promise<string> {
  const { Account, Arn = '' } = await new STSClient(target.configuration).send(
    new GetCallerIdentityCommand({}),
  );
  const { Organization } = await target.organizations.send(new DescribeOrganizationCommand({}));
  const management = Organization?.MasterAccountId;
  if (Account !== management)
    throw new Problem(
      `${Arn} is not of the management account ${management}`,
      `npx rollcall doctor --profile <profile of the account ${management}>`,
    );
  if (account !== management)
    throw new Problem(
      `the stack is in the account ${account}, not in the management account ${management}, which gets the events`,
      `npx serverless deploy --aws-profile <profile of the account ${management}>`,
    );
  return `management account ${management}, as ${Arn.split(':').at(-1)?.replace('assumed-role/', '')}`;
}
