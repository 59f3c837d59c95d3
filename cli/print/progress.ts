import { styleText } from 'node:util';
import * as v from 'valibot';
import { isSimulated } from '../../emulators/clock/clock.ts';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import { countdown } from './countdown.ts';
import { lengthOf, nextWaits } from './next-wait.ts';
import { reasonOf } from './reason.ts';
import { wrap } from './wrap.ts';

const VendorInput = v.object({ vendor: v.string() });

/** A state that is tried again for the same reason, since when, and how often. */
interface Waiting {
  reason: string;
  since: number;
  tries: string;
}

/**
 * Turns the events of an execution into lines for a person: each Task that ends, each failure with its reason once, and
 * one line for all the waits with the same reason. In real time each wait is announced when it begins, instead.
 */
export function progress(
  print: (line: string) => void,
  { isVerbose }: { isVerbose: boolean },
): (event: WorkflowEvent) => void {
  const caught = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const waits = countdown(print);
  const nextWait = nextWaits('enroll-account');
  const line = (mark: string, text: string) => waits.print(wrap(`  ${mark} ${text}`, 4));
  const fold = (step: string, until: number) => {
    const { reason, since, tries } = waiting.get(step) ?? {};
    waiting.delete(step);
    if (since === undefined || !isSimulated()) return;
    const seconds = ((until - since) / 1000).toFixed(0);
    line(styleText('cyan', '…'), `${step}: ${reason}, ${tries}, ${seconds} s`);
  };
  return (event) => {
    if (!('state' in event) || event.state.type !== 'Task') return;
    const { name, input } = event.state;
    const step = [v.is(VendorInput, input) && input.vendor, name].filter(Boolean).join(' · ');
    if (event.type === 'StateExited' && !caught.delete(step)) {
      fold(step, event.timestamp);
      line(styleText('green', '✔'), step);
    }
    if (event.type === 'StateCaught') {
      fold(step, event.timestamp);
      caught.add(step);
      line(styleText('red', '✘'), `${step} gives up; the error is reported at the end`);
    }
    if (event.type === 'StateFailed') {
      const { short, full } = reasonOf(event, { isVerbose });
      const before = waiting.get(step);
      if (before !== undefined && before.reason !== short) fold(step, event.timestamp);
      if (before?.reason !== short && full !== undefined) line(styleText('yellow', '!'), `${step}: ${full}`);
      const wait = nextWait({ step, state: name, error: event.Error ?? '' });
      if (wait === undefined) {
        if (full === undefined) line(styleText('yellow', '!'), `${step}: ${short}`);
        return;
      }
      if (!waiting.has(step)) waiting.set(step, { reason: short, since: event.timestamp, tries: 'try 1' });
      if (!isSimulated()) {
        line(styleText('cyan', '…'), `${step}: ${short}, waits ${lengthOf(wait)}`);
        waits.begin(step, wait);
      }
    }
    if (event.type === 'StateRetried') {
      waits.end(step);
      const { attempt, retrier } = event.retry;
      const known = waiting.get(step);
      if (known !== undefined) known.tries = `try ${attempt + 1} of ${(retrier.MaxAttempts ?? 3) + 1}`;
    }
  };
}
