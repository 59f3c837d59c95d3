import { readOptions } from '../options.ts';
import { run } from '../run.ts';

/** Runs what `npm start` runs. @param args its options */
export const demo = (args: string[]): Promise<0 | 1> => run(readOptions(['node', 'rollcall', ...args]));
