import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { Target } from './target.ts';

/** The id of the organization's management account; empty where the stack is in it. Throws what the SDK throws. */
export async function managementAccountElsewhere({ organizations, enrollAccount }: Target): Promise<string> {
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
  const { MasterAccountId: id = '' } = Organization ?? {};
  return enrollAccount.split(':')[4] === id ? '' : id;
}
