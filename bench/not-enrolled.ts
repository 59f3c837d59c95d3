import type { World } from '../emulators/world.ts';

/** How many of the accounts a vendor does not list. */
export function notEnrolled({ cloudcraft, crowdstrike }: World, accounts: number): number {
  const listed = [
    new Set(cloudcraft.state.accounts.map(({ roleArn }) => roleArn)),
    new Set(crowdstrike.state.registrations.map(({ accountId }) => accountId)),
  ];
  return accounts - Math.min(...listed.map(({ size }) => size));
}
