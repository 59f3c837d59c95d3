/** A trust policy for a principal, with or without an external id. */
export const trusting = (AWS: string | string[], externalId?: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS },
        Action: 'sts:AssumeRole',
        ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  });

/** An identity-based policy of one statement, and the same as a text. */
export const allows = (Action: string | string[], Resource: string | string[] = '*') => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action, Resource }],
});
export const allowing = (...what: Parameters<typeof allows>) => JSON.stringify(allows(...what));

export const VENDOR = 'arn:aws:iam::968898580625:root';
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';
