import { stderr, stdout } from 'node:process';
import { lengthOf, type Wait } from './next-wait.ts';

/** Waits that are under way. */
export interface Countdown {
  begin(step: string, wait: Wait): void;
  end(step: string): void;
  /** Prints above the waits. */
  print(line: string): void;
}

/**
 * Shows, below what is printed, for what an execution waits and for how many seconds still: on a terminal.
 * Elsewhere it only prints. It writes to stderr, as stdout may be for a program.
 */
export function countdown(print: (line: string) => void): Countdown {
  if (!stdout.isTTY || !stderr.isTTY) return { begin: () => undefined, end: () => undefined, print };
  const ends = new Map<string, { at: number; isAtMost: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    if (ends.size === 0) clearInterval(timer);
    const left = [...ends].map(([step, { at, isAtMost }]) => {
      const seconds = Math.max(0, (at - Date.now()) / 1000);
      return `${step} ${lengthOf({ seconds, isAtMost })}`;
    });
    stderr.write(left.length === 0 ? CLEAR : `${CLEAR}  … ${left.join(', ')}`.slice(0, CLEAR.length + 79));
  };
  return {
    begin(step, { seconds, isAtMost }) {
      if (ends.size === 0) timer = setInterval(draw, 1000);
      ends.set(step, { at: Date.now() + seconds * 1000, isAtMost });
      draw();
    },
    end(step) {
      if (ends.delete(step)) draw();
    },
    print(line) {
      if (ends.size > 0) stderr.write(CLEAR);
      print(line);
      if (ends.size > 0) draw();
    },
  };
}

/** Goes to the beginning of the line, and erases it. */
const CLEAR = '\r\u001B[K';
