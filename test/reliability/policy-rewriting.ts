import fc from 'fast-check';
import type { Policy, Statement } from './policies.ts';

/** Draws the next choice among so many, by its number. */
export type Draw = (choices: number) => number;

/** Choices without end. */
export const draws: fc.Arbitrary<Draw> = fc
  .infiniteStream(fc.nat())
  .map((stream) => (choices) => (stream.next().value ?? 0) % choices);

/**
 * The same policy written in another way that IAM may give it back in: other orders, a string for a list of one and
 * the reverse, values said twice, other cases where IAM knows none, other ids of statements.
 */
export function rewritten({ Statement, ...document }: Policy, draw: Draw): unknown {
  const all = shuffled(Statement, draw).map((each) => statement(each, draw));
  const alone = all.length === 1 && draw(2) === 0;
  return reordered({ ...document, ...(draw(2) === 0 && { Id: 'x' }), Statement: alone ? all[0] : all }, draw);
}

function statement({ Sid: _, ...elements }: Statement, draw: Draw) {
  const entries = Object.entries(elements).map(([name, value]) => [name, element(name, value, draw)]);
  return reordered({ ...Object.fromEntries(entries), ...(draw(2) === 0 && { Sid: 'Other' }) }, draw);
}

function element(name: string, value: unknown, draw: Draw): unknown {
  if (name === 'Effect' || value === '*') return value;
  if (/Action$/.test(name)) return list(value, draw, (text) => otherCase(text, draw));
  if (/Resource$/.test(name)) return list(value, draw);
  if (/Principal$/.test(name)) return byKey(value, draw);
  if (name !== 'Condition') return value;
  const operators = Object.entries(value ?? {}).map(([operator, test]) => [
    operator,
    byKey(test, draw, (key) => otherCase(key, draw)),
  ]);
  return reordered(Object.fromEntries(operators), draw);
}

const byKey = (record: unknown, draw: Draw, rename = (key: string) => key) =>
  reordered(
    Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [rename(key), list(value, draw)])),
    draw,
  );

function list(value: unknown, draw: Draw, rewrite = (text: string) => text): unknown {
  const texts = shuffled([value].flat(), draw).map((text) => rewrite(String(text)));
  if (texts.length === 1 && draw(2) === 0) return texts[0];
  return draw(2) === 0 ? [...texts, ...texts.slice(0, 1)] : texts;
}

const otherCase = (text: string, draw: Draw) =>
  [text, text.toUpperCase(), text.toLowerCase()][draw(3)] ?? text;

const reordered = (record: object, draw: Draw) => Object.fromEntries(shuffled(Object.entries(record), draw));

function shuffled<T>(items: T[], draw: Draw): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(draw(left.length), 1));
}
