/**
 * A refusal as AWS words it.
 *
 * `code` is the code on the wire: IAM and STS say `NoSuchEntity`, Organizations `AccountNotFoundException`.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
