import type { World } from '../emulators/world.ts';

/** Makes so many accounts in the world, in a hundred organizational units. */
export function addAccounts({ aws }: World, count: number): string[] {
  return Array.from({ length: count }, (_, number) => {
    const units = [`ou-exam-unit${String(number % 100).padStart(4, '0')}`];
    const joinedAt = new Date(Date.now() - 30 * 24 * 3_600_000);
    return aws.createAccount({
      id: String(300000000000 + number),
      name: `account ${number}`,
      units,
      joinedAt,
    }).id;
  });
}

/** Has both vendors list these accounts, as enrollments would have left them. */
export function addRegistrations({ cloudcraft, crowdstrike }: World, ids: string[]): void {
  const createdAt = new Date().toISOString();
  for (const [number, id] of ids.entries()) {
    cloudcraft.state.accounts.push({
      ...{ id: `entry-${number}`, name: `account ${number}`, roleArn: `arn:aws:iam::${id}:role/cloudcraft` },
      ...{ externalId: cloudcraft.state.externalId, CreatorId: 'rollcall', createdAt, updatedAt: createdAt },
      ...{ readAccess: null, writeAccess: null, region: 'us-east-1' },
    });
    crowdstrike.state.registrations.push({
      ...{ family: 'd4c', id: number, accountId: id, accountType: 'commercial', organizationId: undefined },
      ...{ isMaster: false, customRoleName: true, externalId: crowdstrike.state.externalId, products: [] },
      ...{ operational: true, createdAt, updatedAt: createdAt },
      iamRoleArn: `arn:aws:iam::${id}:role/CrowdStrikeCSPMReader`,
    });
  }
}
