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

/** An identity-based policy of one statement. */
export const allowing = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

export const VENDOR = 'arn:aws:iam::968898580625:root';
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';
