import { createLogUpdate } from 'log-update';
import { columns } from './columns.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** Shows on stderr what several pieces of work are doing. */
export interface Live {
  /** What one does now. */
  say(title: string, text: string): void;
  /** How one ended. */
  end(title: string, text: string): void;
  /** What somebody should know, once. */
  note(text: string): void;
}

/** Where it is shown: a terminal, or a file or a pipe. */
type Screen = NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };

/**
 * On a terminal, one line for each that goes on, which is drawn anew with each change, below those that ended. Elsewhere a
 * line a change, of which counts are none within ten seconds, and the seconds until something are none at all.
 */
export const live = (screen: Screen = process.stderr): Live =>
  screen.isTTY === true && screen.columns ? table(screen) : lines(screen);

/** Of a command that is to be quiet. */
export const quiet: Live = { say: () => undefined, end: () => undefined, note: () => undefined };

function lines(screen: Screen): Live {
  const said = new Map<string, { change: string; words: string; at: number }>();
  const noted = new Set<string>();
  const line = (mark: string, words: string) =>
    screen.write(`${wrap(`  ${mark} ${flat(words)}`, 4, columns(screen))}\n`);
  return {
    say(title, text) {
      const change = text.replace(/ in (at most )?\d+ s/, '');
      const words = change.replace(/try \d+|\d+ accounts?|\d+ in/g, '');
      const { change: last, words: before, at = 0 } = said.get(title) ?? {};
      if (change === last || (words === before && Date.now() - at < QUIET)) return;
      said.set(title, { change, words, at: Date.now() });
      line('…', `${title}: ${text}`);
    },
    end: (title, text) => line(markOf(text), `${title}: ${text}`),
    note(text) {
      if (!noted.has(text)) line('!', text);
      noted.add(text);
    },
  };
}

/** For so long a line is not repeated of which only the counts changed, in milliseconds. */
const QUIET = 10_000;

function table(screen: Screen): Live {
  const draw = createLogUpdate(screen);
  const noted = new Set<string>();
  const going = new Map<string, { text: string; since: number }>();
  const show = () => {
    const all = [...going].map(([title, { text, since }]) => {
      const passed = `${Math.round((Date.now() - since) / 1000)} s`.padStart(6);
      return `${`  … ${title}  ${flat(text)}`.slice(0, width() - 7).padEnd(width() - 7)}${passed}`;
    });
    const room = Math.max(1, (screen.rows || 24) - 2);
    const more = all.length > room ? [`  … and ${all.length - room + 1} more`] : [];
    draw([...all.slice(0, more.length === 0 ? room : room - 1), ...more].join('\n'));
  };
  const width = () => Math.min(columns(screen), screen.columns ?? 80);
  return {
    say(title, text) {
      going.set(title, { text, since: going.get(title)?.since ?? Date.now() });
      show();
    },
    end(title, text) {
      going.delete(title);
      draw.persist(`  ${markOf(text)} ${title}  ${flat(text)}`.slice(0, width()));
      if (going.size > 0) show();
      else draw.done();
    },
    note(text) {
      if (!noted.has(text)) draw.persist(wrap(`  ! ${flat(text)}`, 4, width()));
      noted.add(text);
      if (going.size > 0) show();
      else draw.done();
    },
  };
}

const flat = (text: string) => printable(text).replace(/\s+/g, ' ');

const markOf = (text: string) => (text === 'SUCCEEDED' ? '✔' : '✘');
