import { styleText } from 'node:util';
import * as z from 'zod';
import { isSimulated } from '../../emulators/clock/clock.ts';
import type { WorkflowEvent } from '../../emulators/engine/engine.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import { countdown } from './countdown.ts';
import { lengthOf, nextWaits } from './next-wait.ts';
import { wrap } from './wrap.ts';

const VendorInput = z.object({ vendor: z.string() });

/**
 * Turns the events of an execution into lines for a person: each Task that ends, each failure with its reason, each
 * wait with its length. In real time a wait is announced when it begins, too.
 */
export function progress(print: (line: string) => void): (event: WorkflowEvent) => void {
  const givenUp = new Set<string>();
  const failedAt = new Map<string, number>();
  const lastReason = new Map<string, string>();
  const waits = countdown(print);
  const nextWait = nextWaits('enroll-account');
  return (event) => {
    if (!('state' in event) || event.state.type !== 'Task') return;
    const { name, input } = event.state;
    const step = [VendorInput.safeParse(input).data?.vendor, name].filter(Boolean).join(' · ');
    const line = (mark: string, text = '') =>
      waits.print(wrap(`  ${mark} ${step.padEnd(34)} ${text}`.trimEnd(), 4));
    if (event.type === 'StateExited' && !givenUp.delete(step)) line(styleText('green', '✔'));
    if (event.type === 'StateCaught') {
      givenUp.add(step);
      line(styleText('red', '✘'), 'gives up; the error is reported at the end');
    }
    if (event.type === 'StateFailed') {
      const reason = reasonOf(event);
      const wait = nextWait({ step, state: name, error: event.Error ?? '' });
      line(styleText('yellow', '!'), reason === lastReason.get(step) ? `${event.Error} as before` : reason);
      if (wait !== undefined && !isSimulated()) {
        line(styleText('cyan', '…'), `waits ${lengthOf(wait)}`);
        waits.begin(step, wait);
      }
      failedAt.set(step, event.timestamp);
      lastReason.set(step, reason);
    }
    if (event.type === 'StateRetried') {
      waits.end(step);
      const waited = (event.timestamp - (failedAt.get(step) ?? event.timestamp)) / 1000;
      const { attempt, retrier } = event.retry;
      line(
        styleText('cyan', '↻'),
        `waited ${waited.toFixed(0)} s, tries again (${attempt} of ${retrier.MaxAttempts ?? 3})`,
      );
    }
  };
}

/** The conclusion's error repeats the others and is shown at the end. */
const reasonOf = ({ Error: name = '', Cause: cause }: { Error?: string; Cause?: unknown }) =>
  name === 'EnrollmentIncompleteError'
    ? `${name}, see below`
    : `${name}: ${explain({ Error: name, Cause: String(cause) }).cause}`.replace(/ Next: .*/s, '');
