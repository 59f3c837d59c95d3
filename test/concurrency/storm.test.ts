import { captureLogs } from '../../emulators/engine/logs.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { storm } from './storm.ts';

afterAll(captureLogs(() => undefined));

const accounts = 6;
const others = (hanging: string) => vendorNames().filter((name) => name !== hanging);

describe('of many accounts created at once, while Lambda runs few functions at a time,', () => {
  it('none fails by throttling', async () => {
    const after = await storm({ accounts, concurrency: 2 });
    expect(after).toMatchObject({ succeeded: accounts, throttledOut: 0 });
    expect(after.refusals).toBeGreaterThan(accounts);
  });

  it.each(vendorNames())('none is kept from the other vendor by %s, which hangs', async (hanging) => {
    const after = await storm({ accounts, concurrency: 2, hanging });
    expect(after).toMatchObject({ succeeded: 0, throttledOut: 0, vendors: { [hanging]: { registered: 0 } } });
    for (const vendor of others(hanging)) {
      expect(after.vendors[vendor]?.registered).toBe(accounts);
      // The hanging vendor itself is given up after 25 minutes.
      expect(after.vendors[vendor]?.lastAfterMinutes).toBeLessThan(after.minutes / 2);
    }
  });
});
