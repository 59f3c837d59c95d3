import { styleText } from 'node:util';
import * as z from 'zod';
import type { WorkflowEvent } from '../../emulators/engine/engine.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import { wrap } from './wrap.ts';

const VendorInput = z.object({ vendor: z.string() });

/**
 * Turns the events of an execution into lines for a person: each Task that ends, each failure with its reason, each
 * wait with its length as it would be in life.
 */
export function progress(print: (line: string) => void): (event: WorkflowEvent) => void {
  const givenUp = new Set<string>();
  const failedAt = new Map<string, number>();
  const lastReason = new Map<string, string>();
  return (event) => {
    if (!('state' in event) || event.state.type !== 'Task') return;
    const { name, input } = event.state;
    const step = [VendorInput.safeParse(input).data?.vendor, name].filter(Boolean).join(' · ');
    const line = (mark: string, text = '') =>
      print(wrap(`  ${mark} ${step.padEnd(34)} ${text}`.trimEnd(), 6));
    if (event.type === 'StateExited' && !givenUp.delete(step)) line(styleText('green', '✔'));
    if (event.type === 'StateCaught') {
      givenUp.add(step);
      line(styleText('red', '✘'), 'gives up; its error goes to the conclusion');
    }
    if (event.type === 'StateFailed') {
      const reason = reasonOf(event);
      line(styleText('yellow', '!'), reason === lastReason.get(step) ? `${event.Error} as before` : reason);
      failedAt.set(step, event.timestamp);
      lastReason.set(step, reason);
    }
    if (event.type === 'StateRetried') {
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
