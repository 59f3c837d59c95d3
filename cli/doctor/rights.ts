/** What each check of the doctor calls, as the permissions that it needs. */
export const RIGHTS = {
  identity: ['sts:GetCallerIdentity', 'organizations:DescribeOrganization'],
  trail: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
  stack: ['cloudformation:DescribeStacks', 'states:DescribeStateMachine'],
  rules: ['events:ListRules'],
  settings: ['lambda:GetFunctionConfiguration'],
  secret: ['secretsmanager:GetSecretValue'],
  access: ['organizations:ListAccounts', 'lambda:InvokeFunction'],
  'control policies': [
    'organizations:ListPolicies',
    'organizations:DescribePolicy',
    'organizations:ListTargetsForPolicy',
  ],
  concurrency: ['lambda:GetAccountSettings'],
  notices: ['sns:ListSubscriptionsByTopic'],
  'log policies': ['logs:DescribeResourcePolicies'],
  'last roll call': ['s3:GetObject'],
};

/** All of them, for the help. */
export const allRights = (): string[] => [...new Set(Object.values(RIGHTS).flat())].sort();
