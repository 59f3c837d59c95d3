import { AwsSwitches } from '../../../emulators/aws/switches.ts';
import { isWithin } from '../../../emulators/aws/world.ts';

const state = {
  partition: 'aws' as const,
  organization: { id: 'o-exampleorgid', rootId: 'r-exam', managementAccountId: '111122223333' },
  accounts: new Map(),
  accessKeys: new Map(),
};
const world = { state, switches: AwsSwitches.parse({}), pace: 0.01, quotas: new Map() };
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe('emulated time', () => {
  it('runs at the pace', () => {
    expect(isWithin(world, 60_000, secondsAgo(500))).toBe(true);
    expect(isWithin(world, 60_000, secondsAgo(601))).toBe(false);
  });

  it('has passed at once when nothing is to be waited for', () => {
    expect(isWithin(world, 0, new Date())).toBe(false);
  });
});
