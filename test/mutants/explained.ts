import type { Explained } from './mutant.ts';

/** Mutants that no test notices, and why that is right. `*` stands for whatever is put in the place of `from`. */
export const explained: Explained[] = [];
