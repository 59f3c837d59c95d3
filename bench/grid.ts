import type { Case, Result } from './result.ts';

/** More cases than this are rows, and what is measured of them the columns. */
const COLUMNS = 4;

/** A result as texts: the head of the table, and its rows. A value that a case does not have is empty. */
export function grid({ cases }: Pick<Result, 'cases'>): { head: string[]; rows: string[][] } {
  const measured = [...new Set(cases.flatMap(({ values }) => Object.keys(values)))];
  const cell = ({ values }: Case, name: string) => shown(values[name] ?? '');
  return cases.length > COLUMNS
    ? {
        head: ['', ...measured],
        rows: cases.map((each) => [each.name, ...measured.map((name) => cell(each, name))]),
      }
    : {
        head: ['', ...cases.map(({ name }) => name)],
        rows: measured.map((name) => [name, ...cases.map((each) => cell(each, name))]),
      };
}

/** A number with as many digits as say something: `12,345`, `123`, `12.3`, `1.23`. */
export function shown(value: number | string): string {
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
