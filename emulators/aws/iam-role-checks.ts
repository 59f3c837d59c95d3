import { AwsError } from './aws-error.ts';
import { check } from './constraint.ts';

/**
 * Checks the name of a role or of an inline policy: 1 to `max` characters of letters, digits and `+=,.@_-`.
 *
 * @throws AwsError ValidationError
 */
export function checkName(member: string, name = '', max = 64): void {
  check(member, name, { min: 1, max });
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new AwsError(
      'ValidationError',
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
}

/** @throws AwsError ValidationError */
export function checkPath(path: string): void {
  check('path', path, { max: 512 });
  if (!/^\/([\u0021-\u007E]+\/)?$/.test(path))
    throw new AwsError(
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
}

/** What a role can be created with and updated to: seconds of 1 to 12 hours, and a description of 1,000 characters. */
export function checkSettings(settings: {
  Description?: string | undefined;
  MaxSessionDuration?: number | undefined;
}): void {
  check('maxSessionDuration', settings.MaxSessionDuration, { min: 3600, max: 43_200 });
  check('description', settings.Description, {
    max: 1000,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  });
}
