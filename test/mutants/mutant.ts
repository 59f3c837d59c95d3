/** One fault put into the product, which the tests that are named have to notice. */
export interface Mutant {
  /** Of lib/, functions/ or workflows/. */
  file: string;
  /** The exact text, which occurs once in the file, and what stands there instead. */
  from: string;
  to: string;
  /** The test files that are to notice it. */
  tests: string[];
  /** Why nobody can notice it: it changes the text and not what the product does. */
  equivalent?: string;
}

/** Mutants of one file. */
export const mutantsOf =
  (file: string, ...tests: string[]) =>
  (from: string, to: string, more: Partial<Mutant> = {}): Mutant => ({ file, from, to, tests, ...more });
