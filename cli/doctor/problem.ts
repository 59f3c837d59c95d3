/** What a check found wrong, with the command that fixes it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly fix: string | undefined;

  constructor(found: string, fix?: string) {
    super(found);
    this.fix = fix;
  }
}

/** What a check depends on could not be read, or is wrong itself and has a line of its own. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}
