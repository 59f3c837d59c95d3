import type { Finding } from './finding.ts';
import { NotChecked, Problem } from './problem.ts';
import { RIGHTS } from './rights.ts';

/** One thing that the doctor looks at. */
export interface Check {
  name: string;
  /** Whose rights of `RIGHTS` it needs, where that is not its name. */
  rights?: keyof typeof RIGHTS;
  /**
   * Says in words what is right.
   * @throws {Problem} what is wrong; {NotChecked} what it depends on could not be read; and what the SDK throws
   */
  look(): Promise<string>;
}

/** Runs a check. Whatever it throws is its finding. */
export async function findingOf({ name, rights, look }: Check): Promise<Finding> {
  const check = name;
  try {
    return { check, state: 'ok', found: await look() };
  } catch (error) {
    const found = String(error instanceof Error ? error.message : error).replace(/[\s\p{Cc}]+/gu, ' ');
    if (error instanceof NotChecked) return { check, state: 'unknown', found };
    if (isDenied(error))
      return { check, state: 'unknown', found: `cannot be read: ${lacking(found, rights ?? name)}` };
    return {
      check,
      state: 'failed',
      found,
      ...(error instanceof Problem && error.fix && { fix: error.fix }),
    };
  }
}

/** As the services call it. SNS: AuthorizationErrorException; the others: AccessDenied or AccessDeniedException. */
const isDenied = (error: unknown) =>
  error instanceof Error && /^(AccessDenied|AuthorizationError|Unauthorized)/.test(error.name);

/** Most refusals name the permission. Organizations' do not, nor does that of a secret's key. */
function lacking(refusal: string, check: string): string {
  const [, named] = /not authorized to perform: ([\w-]+:\w+)/.exec(refusal) ?? [];
  const [, rights = []] = Object.entries(RIGHTS).find(([name]) => name === check) ?? [];
  const right = named ?? (/\bKMS\b/.test(refusal) ? 'kms:Decrypt' : rights.join(' or '));
  return `these credentials lack ${right}`;
}
