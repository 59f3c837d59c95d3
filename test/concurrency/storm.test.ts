import { captureLogs } from '../../emulators/engine/logs.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { storm } from './storm.ts';

afterAll(captureLogs(() => undefined));

const accounts = 12;
/** Minutes, at most: two of the longest waits for Lambda. A vendor that hangs is given up after 15 and more. */
const LATER = 4;
const others = (hanging: string) => vendorNames().filter((name) => name !== hanging);

describe('of many accounts created at once, while Lambda runs few functions at a time,', () => {
  it('none fails by throttling, and no vendor that hangs delays the others', async () => {
    const usual = await storm({ accounts, concurrency: 3 });
    expect(usual).toMatchObject({ succeeded: accounts, throttledOut: 0 });
    expect(usual.refusals).toBeGreaterThan(accounts);
    for (const hanging of vendorNames()) {
      const after = await storm({ accounts, concurrency: 3, hanging });
      expect(after).toMatchObject({
        ...{ succeeded: 0, throttledOut: 0 },
        vendors: { [hanging]: { registered: 0 } },
      });
      for (const vendor of others(hanging)) {
        const { registered, lastAfterMinutes } = after.vendors[vendor] ?? {};
        expect(registered).toBe(accounts);
        expect(lastAfterMinutes).toBeLessThan(LATER + (usual.vendors[vendor]?.lastAfterMinutes ?? 0));
      }
    }
  });
});
