import { captureLogs } from '../../emulators/engine/logs.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { storm } from '../concurrency/storm.ts';
import { tally } from './tally.ts';

const { count, isStated } = tally('concurrency', ['storms', 'accounts']);

afterAll(captureLogs(() => undefined));

const accounts = 24;
/** Minutes, at most: two of the longest waits for Lambda. A vendor that hangs is given up after 15 and more. */
const LATER = 4;
const others = (hanging: string) => vendorNames().filter((name) => name !== hanging);

describe('of many accounts created at once, while Lambda runs few functions at a time,', () => {
  it('none fails by throttling, and no vendor that hangs delays the others', async () => {
    const usual = await play();
    expect(usual).toMatchObject({ succeeded: accounts, throttledOut: 0 });
    expect(usual.refusals).toBeGreaterThan(accounts);
    for (const hanging of vendorNames()) {
      const after = await play(hanging);
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

isStated();

/** With three functions at a time. */
function play(hanging?: string) {
  count('storms');
  count('accounts', accounts);
  return storm({ accounts, concurrency: 3, hanging });
}
