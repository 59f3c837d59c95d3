import { waitOf } from '../../test/configuration/duration.ts';
import { type Machine, type Retrier, statesOf } from '../../test/configuration/workflows.ts';

/**
 * A table of a workflow's retriers: errors, states, the number of retries, and all waits between them together.
 * Equal retriers of several states are one row. `FULL` jitter waits a random part of each interval, half of it on average.
 */
export function retriesOf(machine: Machine): string {
  const states = new Map<string, string[]>();
  for (const [name, { Retry }] of statesOf(machine))
    for (const retrier of Retry) {
      const key = JSON.stringify(retrier);
      states.set(key, [...(states.get(key) ?? []), name]);
    }
  return [
    '| error | retried in | retries | mean of all waits | maximum |',
    '|---|---|---|---|---|',
    ...[...states].map(([key, names]) => row(JSON.parse(key), names)),
  ].join('\n');
}

function row(retrier: Retrier, states: string[]): string {
  const longest = waitOf(retrier);
  const mean = retrier.JitterStrategy === 'FULL' ? longest / 2 : longest;
  const cells = [code(retrier.ErrorEquals), code(states), retrier.MaxAttempts, time(mean), time(longest)];
  return `| ${cells.join(' | ')} |`;
}

const code = (names: string[]) => names.map((name) => `\`${name}\``).join(', ');

const time = (seconds: number) => {
  const [minutes, rest] = [Math.floor(Math.round(seconds) / 60), Math.round(seconds) % 60];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
};
