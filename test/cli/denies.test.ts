import { denies } from '../../cli/doctor/denies.ts';
import { ACCOUNT } from '../scene.ts';

const call = {
  action: 'iam:CreateRole',
  resource: `arn:aws:iam::${ACCOUNT}:role/cloudcraft`,
  principal: `arn:aws:iam::${ACCOUNT}:role/RollcallAccess`,
};
const all = { Effect: 'Deny', Action: '*', Resource: '*' };
const byPrincipal = (operator: string, ...arns: string[]) => ({
  ...all,
  Condition: { [operator]: { 'aws:PrincipalARN': arns } },
});

describe('a service control policy denies', () => {
  it.each([
    ['yes', all],
    ['yes', { ...all, Action: ['ec2:*', 'IAM:Create*'] }],
    ['no', { ...all, Effect: 'Allow' }],
    ['no', { ...all, Action: 'iam:CreateUser' }],
    ['yes', { Effect: 'Deny', NotAction: ['sts:*'], Resource: '*' }],
    ['no', { Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], Resource: '*' }],
    ['no', { ...all, Resource: 'arn:aws:iam::*:role/OrganizationAccountAccessRole' }],
    ['yes', { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::*' }],
    ['no', { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::*:role/cloud*' }],
    ['no', byPrincipal('StringLike', 'arn:aws:iam::*:root')],
    ['yes', byPrincipal('ArnNotLike', 'arn:aws:iam::*:role/Admin', 'arn:aws:iam::*:role/Other')],
    ['no', byPrincipal('ArnNotLike', 'arn:aws:iam::*:role/Admin', 'arn:aws:iam::*:role/RollcallAccess')],
    ['perhaps', { ...all, Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }],
    [
      'no',
      {
        ...byPrincipal('StringEquals', 'arn:aws:iam::1:root'),
        Condition: {
          StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:root' },
          Bool: { 'aws:MultiFactorAuthPresent': 'false' },
        },
      },
    ],
  ])('%s: %j', (answer, statement) => {
    expect(denies({ Version: '2012-10-17', Statement: [statement] }, call)).toBe(answer);
  });
});
