import { AwsError } from './aws-error.ts';
import { listed, PolicyDocument, type Statement, statementsOf } from './policy-document.ts';

/**
 * Reads a policy as IAM and STS take it.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function readPolicy(text: string): PolicyDocument {
  const parsed = PolicyDocument.safeParse(json(text));
  if (!parsed.success) throw malformed('Syntax errors in policy.');
  if (statementsOf(parsed.data).some(({ Action, NotAction }) => (Action ?? NotAction) === undefined))
    throw malformed('Policy statement must contain actions.');
  return parsed.data;
}

/**
 * Reads an identity-based policy: an inline policy of a role, or a session policy.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function readIdentityPolicy(text: string): PolicyDocument {
  const policy = readPolicy(text);
  for (const statement of statementsOf(policy)) checkIdentity(statement);
  return policy;
}

/** The length that counts against IAM's quotas: white space is left out. */
export const countedLength = (text: string): number => text.replace(/\s/g, '').length;

/** A policy's text as IAM answers it: percent-encoded as RFC 3986 has it. */
export const encodePolicy = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The error of a policy that cannot be stored. */
export const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
}

function checkIdentity({ Principal, Resource, NotResource, Action, NotAction }: Statement): void {
  if (Principal !== undefined) throw malformed('Policy document should not specify a principal.');
  if (Resource === undefined && NotResource === undefined)
    throw malformed('Policy statement must contain resources.');
  const wrong = [...listed(Action), ...listed(NotAction)].find(
    (action) => action !== '*' && !action.includes(':'),
  );
  if (wrong !== undefined)
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
}
