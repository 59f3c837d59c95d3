import type { PolicyDocument, Statement } from '../../../emulators/aws/policy-document.ts';
import type { Principal } from '../../../emulators/aws/policy-principal.ts';
import { type Verdict, verdict } from '../../../emulators/aws/policy-verdict.ts';

const role = 'arn:aws:iam::444455556666:role/cloudcraft';
const ask = {
  action: 'iam:CreateRole',
  resource: role,
  context: new Map([['aws:principalaccount', ['111122223333']]]),
};

const identity: [does: string, statements: Partial<Statement>[], Verdict][] = [
  ['allows what it names', [{ Action: 'iam:CreateRole', Resource: role }], 'allowed'],
  [
    'allows by wildcards',
    [{ Action: ['s3:*', 'iam:Create*'], Resource: 'arn:aws:iam::*:role/cloud?raft' }],
    'allowed',
  ],
  ['compares actions irrespective of case', [{ Action: 'IAM:createrole', Resource: '*' }], 'allowed'],
  [
    'compares resources with case',
    [{ Action: '*', Resource: 'arn:aws:iam::444455556666:role/Cloudcraft' }],
    'implicitly denied',
  ],
  [
    'does not let a wildcard reach beyond its part of an ARN',
    [{ Action: '*', Resource: 'arn:aws:iam:*' }],
    'implicitly denied',
  ],
  ['implicitly denies other actions', [{ Action: 'iam:GetRole', Resource: '*' }], 'implicitly denied'],
  ['implicitly denies other resources', [{ Action: '*', Resource: `${role}-2` }], 'implicitly denied'],
  ['takes a dot literally', [{ Action: 'iam.CreateRole', Resource: '*' }], 'implicitly denied'],
  ['lets NotAction leave out', [{ NotAction: 'iam:*', Resource: '*' }], 'implicitly denied'],
  ['lets NotAction cover the rest', [{ NotAction: ['sts:*'], Resource: '*' }], 'allowed'],
  ['lets NotResource leave out', [{ Action: '*', NotResource: [role] }], 'implicitly denied'],
  ['lets NotResource cover the rest', [{ Action: '*', NotResource: `${role}-2` }], 'allowed'],
  [
    'lets a deny win',
    [
      { Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
    ],
    'explicitly denied',
  ],
  ['denies where nothing allows', [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }], 'explicitly denied'],
  [
    'ignores a deny whose condition fails',
    [
      { Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
      },
    ],
    'allowed',
  ],
  [
    'allows nothing on an unknown operator',
    [{ Action: '*', Resource: '*', Condition: { Address: { 'aws:SourceIp': '::' } } }],
    'implicitly denied',
  ],
  [
    'denies on an unknown operator',
    [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Address: { 'aws:SourceIp': '::' } } }],
    'explicitly denied',
  ],
  ['allows nothing without a resource', [{ Action: '*' }], 'implicitly denied'],
  ['allows nothing with a principal', [{ Action: '*', Resource: '*', Principal: '*' }], 'implicitly denied'],
];

describe('an identity-based policy', () => {
  it.each(identity)('%s', (_, statements, expected) => {
    expect(verdict([policy(statements)], ask)).toBe(expected);
  });

  it('denies implicitly when there is none', () => {
    expect(verdict([], ask)).toBe('implicitly denied');
  });

  it('may be a single statement outside a list', () => {
    expect(verdict([{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }], ask)).toBe('allowed');
  });
});

const session: Principal = {
  arn: 'arn:aws:sts::292230061137:assumed-role/CrowdStrikeCSPMConnector/scan',
  principalArn: 'arn:aws:iam::292230061137:role/connectors/CrowdStrikeCSPMConnector',
  principalId: 'AROAONE',
  account: '292230061137',
};

const trust: [does: string, Statement['Principal'], Verdict][] = [
  ['trusts everybody by *', '*', 'allowed'],
  ['trusts every AWS principal by *', { AWS: '*' }, 'allowed'],
  ['trusts a whole account by its root', { AWS: 'arn:aws:iam::292230061137:root' }, 'allowed'],
  ['trusts a whole account by its bare id', { AWS: '292230061137' }, 'allowed'],
  ['trusts a role, and so its sessions', { AWS: session.principalArn }, 'allowed'],
  ['trusts one session', { AWS: session.arn }, 'allowed'],
  ['trusts any of a list', { AWS: ['111122223333', '292230061137'] }, 'allowed'],
  ['does not trust another account', { AWS: 'arn:aws:iam::111122223333:root' }, 'implicitly denied'],
  ['does not trust another role', { AWS: 'arn:aws:iam::292230061137:role/Other' }, 'implicitly denied'],
  [
    'does not trust a role of that name under another path',
    { AWS: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector' },
    'implicitly denied',
  ],
  ['does not trust another session', { AWS: `${session.arn}ner` }, 'implicitly denied'],
  ['takes no wildcard within an ARN', { AWS: 'arn:aws:iam::292230061137:role/*' }, 'implicitly denied'],
  [
    'does not trust the root of another partition',
    { AWS: 'arn:aws-us-gov:iam::292230061137:root' },
    'implicitly denied',
  ],
  ['does not trust anybody by a service', { Service: 'ec2.amazonaws.com' }, 'implicitly denied'],
  ['trusts nobody without a principal', undefined, 'implicitly denied'],
];

describe('a trust policy', () => {
  const question = { action: 'sts:AssumeRole', resource: role, context: new Map(), principal: session };

  it.each(trust)('%s', (_, Principal, expected) => {
    const statement: Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    expect(verdict([{ Statement: [statement] }], question)).toBe(expected);
  });

  it('no longer trusts a role that was deleted and created again', () => {
    const pins = new Map([[session.principalArn, 'AROAOLD']]);
    const document = {
      Statement: [
        { Effect: 'Allow' as const, Principal: { AWS: session.principalArn }, Action: 'sts:AssumeRole' },
      ],
    };
    expect(verdict([document], { ...question, pins })).toBe('implicitly denied');
  });
});

const policy = (statements: Partial<Statement>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow' as const, ...statement })),
});
