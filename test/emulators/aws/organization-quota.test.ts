import * as v from 'valibot';
import { takeFromQuota } from '../../../emulators/aws/organization-quota.ts';
import { AwsSwitches } from '../../../emulators/aws/switches.ts';
import type { World } from '../../../emulators/aws/world.ts';

type Quota = Pick<World, 'quotas' | 'switches'>;

const world = (): Quota => ({
  switches: v.parse(AwsSwitches, { organizationsThrottled: true }),
  quotas: new Map(),
});

/** How many requests pass until one is refused. */
function passing(quota: Quota, operation: string, account = '111122223333'): number {
  for (let passed = 0; passed < 100; passed += 1)
    try {
      takeFromQuota(quota, operation, account);
    } catch {
      return passed;
    }
  return 100;
}

/** Makes it so many seconds later. */
const wait = ({ quotas }: Quota, seconds: number) => {
  for (const bucket of quotas.values()) bucket.at -= seconds * 1000;
};

describe('the quota of Organizations', () => {
  it.each([
    ['DescribeOrganization', 2],
    ['ListParents', 8],
    ['ListAccounts', 12],
    ['DescribeAccount', 30],
  ])('of %s allows a burst of %i requests', (operation, burst) => {
    expect(passing(world(), operation)).toBe(burst);
  });

  it('is restored with time, up to the burst', () => {
    const quota = world();
    passing(quota, 'ListParents');
    wait(quota, 1);
    expect(passing(quota, 'ListParents')).toBe(5);
    wait(quota, 100);
    expect(passing(quota, 'ListParents')).toBe(8);
  });

  it('is shared by the accounts of the organization', () => {
    const quota = world();
    expect(passing(quota, 'ListParents')).toBe(8);
    expect(passing(quota, 'ListParents', '444455556666')).toBe(2);
  });

  it('is not enforced unless switched on', () => {
    const quota = world();
    quota.switches.organizationsThrottled = false;
    expect(passing(quota, 'ListParents')).toBe(100);
  });
});
