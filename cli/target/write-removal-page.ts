import { writeFileSync } from 'node:fs';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { removalPage } from '../page/removal-page.ts';
import { cannotWrite } from './cannot-write.ts';
import type { Offboarded } from './offboard-each.ts';
import type { Target } from './target.ts';

/** Writes the page of a plan, and says where it is. @throws Error when it cannot be written; and what the SDK throws */
export async function writeRemovalPage(
  { organizations, stack }: Target,
  { page, plan, asked }: { page: string; plan: Offboarded[]; asked: string },
): Promise<string> {
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
  const of = { organizationId: Organization?.Id ?? '', stack, at: new Date().toISOString() };
  try {
    writeFileSync(page, removalPage({ ...of, plan, asked }));
  } catch (error) {
    throw cannotWrite(error, { what: 'the page', file: page, option: '--page' });
  }
  return `\nThe page: ${page}`;
}
