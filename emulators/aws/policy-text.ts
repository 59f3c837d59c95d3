import * as v from 'valibot';
import { AwsError } from './aws-error.ts';
import { check } from './constraint.ts';
import { listed, PolicyDocument, statementsOf } from './policy-document.ts';
import { grammarError } from './policy-grammar.ts';

/**
 * Reads a policy as IAM and STS take it.
 *
 * @throws AwsError MalformedPolicyDocument; ValidationError for characters that IAM's parameters cannot have
 */
export function readPolicy(text: string): PolicyDocument {
  check('policyDocument', text, { min: 1, max: 131_072, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' });
  const parsed = v.safeParse(PolicyDocument, json(text));
  if (!parsed.success) throw malformed('Syntax errors in policy.');
  const error = grammarError(parsed.output);
  if (error !== undefined) throw malformed(error);
  return parsed.output;
}

/**
 * Reads an identity-based policy: an inline policy of a role, a managed policy, or a session policy.
 *
 * @throws AwsError MalformedPolicyDocument, ValidationError
 */
export function readIdentityPolicy(text: string): PolicyDocument {
  const policy = readPolicy(text);
  for (const { Principal, Resource, NotResource } of statementsOf(policy)) {
    if (Principal !== undefined) throw malformed('Policy document should not specify a principal.');
    if (listed(Resource ?? NotResource).length === 0)
      throw malformed('Policy statement must contain resources.');
  }
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
