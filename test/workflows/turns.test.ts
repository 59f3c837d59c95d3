import type { Execution } from '../../emulators/engine/engine.ts';
import { scene } from '../scene.ts';

const ACCOUNTS = 5;
const HOUR = 3_600_000;
/** Between two tries of the same account, at most, in milliseconds. */
const RETRY_INTERVAL = 120_000;

const after = (milliseconds: number) => new Promise((over) => setTimeout(over, milliseconds));

const end = ({ events }: Execution) => events.at(-1)?.timestamp ?? 0;

describe('after two hours in which Cloudcraft refuses every call', () => {
  it('accounts that wait are enrolled at its rate, and a later one does not wait for nobody', async () => {
    const { world, engine } = await scene({ switches: { cloudcraft: { rateLimitRequests: 0 } } });
    const enroll = () => {
      const { id: accountId } = world.aws.createAccount({ name: 'Storm' });
      return engine.run('enroll-account', { accountId, vendors: ['cloudcraft'] });
    };
    const start = Date.now();
    const storm = Promise.all(Array.from({ length: ACCOUNTS }, enroll));
    await after(2 * HOUR);
    const refused = world.network.calls.filter(({ status }) => status === 429).length;
    world.switches.cloudcraft.rateLimitRequests = 20;
    const ended = await storm;
    const accepted = world.network.calls.filter(
      ({ to, status }) => to === 'cloudcraft' && status !== 429,
    ).length;
    const atRate = (accepted * 10_000) / 20;
    expect(ended.filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
    expect(Math.max(...ended.map(end)) - start - 2 * HOUR).toBeLessThan(1.3 * atRate + RETRY_INTERVAL);
    expect(refused).toBeLessThan(ACCOUNTS * 150);
    const before = Date.now();
    expect(end(await enroll()) - before).toBeLessThan(RETRY_INTERVAL);
  });
});
