import { AwsError } from './aws-error.ts';

/** What a member of a request must satisfy, as the API reference states it. */
interface Constraint {
  pattern?: string;
  min?: number;
  max?: number;
}

/**
 * Checks one member of a request: a string's length and pattern, or a number's range. An absent member passes.
 *
 * @throws AwsError ValidationError in the words that all AWS query services share
 */
export function check(member: string, value: string | number | undefined, constraint: Constraint): void {
  if (value === undefined) return;
  const broken = typeof value === 'number' ? range(value, constraint) : text(value, constraint);
  if (broken === undefined) return;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${broken}`,
  );
}

function range(value: number, { min = -Infinity, max = Infinity }: Constraint): string | undefined {
  if (value < min) return `have value greater than or equal to ${min}`;
  return value > max ? `have value less than or equal to ${max}` : undefined;
}

function text(value: string, { pattern, min = 0, max = Infinity }: Constraint): string | undefined {
  if (value.length < min) return `have length greater than or equal to ${min}`;
  if (value.length > max) return `have length less than or equal to ${max}`;
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value)) return undefined;
  return `satisfy regular expression pattern: ${pattern}`;
}
