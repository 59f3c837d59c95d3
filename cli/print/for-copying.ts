import { wrap } from './wrap.ts';

/** A message, wrapped; what to start again with is alone on its line, without the full stop behind it. */
export const forCopying = (text: string): string =>
  wrap(text.replace(/ (\{"accountId".*\})\.?$/s, ':\n$1'), 0);
