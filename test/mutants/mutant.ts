/** One fault put into the product, and what became of it. */
export interface Judged {
  /** Of lib/, functions/ or workflows/. */
  file: string;
  /** The line that it begins in, where it is of code. */
  line?: number;
  /** What stands there, and what stood there instead. */
  from: string;
  to: string;
  /** Whether a test noticed it. */
  noticed: boolean;
}

/** A fault that no test notices, and why that is right. */
export interface Explained {
  file: string;
  from: string;
  to: string;
  reason: string;
}

/** The same text with all white space alike. */
export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
