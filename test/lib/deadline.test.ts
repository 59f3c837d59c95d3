import { setImmediate } from 'node:timers/promises';
import { deadline, withDeadline } from '../../lib/deadline.ts';

it('outside of any work, the deadline never comes', () => {
  expect(deadline().aborted).toBe(false);
});

it('the work under way sees its own deadline, also after a wait', async () => {
  const { signal } = new AbortController();
  const seen = await withDeadline(signal, async () => {
    await setImmediate();
    return deadline();
  });
  expect(seen).toBe(signal);
});

it('works in parallel see each its own', async () => {
  const signals = [new AbortController().signal, new AbortController().signal];
  const seen = await Promise.all(
    signals.map((signal) => withDeadline(signal, () => setImmediate().then(() => deadline()))),
  );
  expect(seen[0]).toBe(signals[0]);
  expect(seen[1]).toBe(signals[1]);
});

it('what the work gives or throws passes', async () => {
  const { signal } = new AbortController();
  expect(await withDeadline(signal, async () => 'done')).toBe('done');
  await expect(withDeadline(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
