import { styleText } from 'node:util';
import Table from 'cli-table3';

/** What the test found: each a sentence that holds or does not. */
export interface Findings {
  /** Does a part of the work, and says how long it took. @throws whatever the work throws, after noting it as a finding */
  phase<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Holds a sentence against the world; it holds unless `look` throws. */
  holds(sentence: string, look: () => unknown): Promise<void>;
  /** Prints the table and the closing line. @returns the number of sentences that do not hold */
  conclude(): number;
}

/** @param print one line at a time */
export function findings(print: (line: string) => void): Findings {
  const found: { phase: string; sentence: string; reason?: string }[] = [];
  let current = '';
  const note = (sentence: string, error?: unknown) =>
    found.push({ phase: current, sentence, ...(error !== undefined && { reason: reasonOf(error) }) });
  return {
    async phase(title, work) {
      current = title;
      const start = Date.now();
      print(`▸ ${title} …`);
      try {
        return await work();
      } catch (error) {
        note('can be done', error);
        throw error;
      } finally {
        print(styleText('dim', `  ${((Date.now() - start) / 1000).toFixed(1)} s`));
      }
    },
    async holds(sentence, look) {
      try {
        await look();
        note(sentence);
        print(`  ${mark()} ${sentence}`);
      } catch (error) {
        note(sentence, error);
        print(`  ${mark(error)} ${sentence}`);
      }
    },
    conclude() {
      const table = new Table({
        style: { head: [], border: [] },
        chars: dense,
        colWidths: [28, 3, 70],
        wordWrap: true,
      });
      for (const [row, { phase, sentence, reason }] of found.entries()) {
        const title = found[row - 1]?.phase === phase ? '' : phase;
        table.push([title, mark(reason), reason === undefined ? sentence : `${sentence}\n${reason}`]);
      }
      const failed = found.filter(({ reason }) => reason !== undefined).length;
      print(`\n${table.toString()}\n\n${found.length - failed} passed, ${failed} failed`);
      return failed;
    },
  };
}

/** No lines between rows. */
const dense = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

const mark = (reason?: unknown) => (reason === undefined ? styleText('green', '✔') : styleText('red', '✘'));

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim();
