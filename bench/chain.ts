import { LATENCY } from './simulate.ts';

/**
 * The calls of one enrollment of which each needs the answer to the one before, and that none can be saved of: those of
 * CrowdStrike, as Cloudcraft's chain is shorter. A cold start has to ask for the credentials and for a token, too.
 */
const CHAIN = [
  { to: 'aws', call: 'organizations:DescribeAccount', when: 'always' },
  { to: 'aws', call: 'sts:AssumeRole', when: 'always' },
  { to: 'aws', call: 'secretsmanager:GetSecretValue', when: 'cold' },
  { to: 'vendor', call: 'POST /oauth2/token', when: 'cold' },
  { to: 'vendor', call: 'GET the registration', when: 'always' },
  { to: 'vendor', call: 'POST the registration, which gives the external id', when: 'always' },
  { to: 'aws', call: 'iam:CreateRole', when: 'always' },
  { to: 'aws', call: 'iam:PutRolePolicy', when: 'always' },
  { to: 'vendor', call: 'GET the registration', when: 'always' },
] as const;

/** How long the chain of a new account takes at least, in seconds. */
export const chainSeconds = (start: 'cold' | 'warm'): number =>
  CHAIN.filter(({ when }) => when === 'always' || start === 'cold')
    .map(({ to }) => LATENCY[to])
    .reduce((sum, seconds) => sum + seconds, 0);
