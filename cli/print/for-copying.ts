import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** A message that came from outside, wrapped; what to start again with is alone on its line, without the full stop behind it. */
export const forCopying = (text: string): string =>
  wrap(printable(text).replace(/ (\{"accountId".*\})\.?$/s, ':\n$1'), 0);
