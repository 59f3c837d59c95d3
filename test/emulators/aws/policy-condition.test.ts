import { conditionsHold } from '../../../emulators/aws/policy-condition.ts';
import type { Statement } from '../../../emulators/aws/policy-document.ts';

const role = 'arn:aws:iam::444455556666:role/team/cloudcraft';
const context = new Map([
  ['sts:externalid', ['abc-1']],
  ['aws:principalarn', [role]],
  ['aws:securetransport', ['true']],
  ['aws:tagkeys', ['managed-by', 'team']],
  ['s3:max-keys', ['10']],
  ['aws:currenttime', ['2026-11-26T00:00:00Z']],
  ['aws:sourceip', ['203.0.113.7']],
]);

const cases: [does: string, Statement['Condition'], holds: boolean | undefined][] = [
  ['holds without conditions', undefined, true],
  ['StringEquals holds on the same value', { StringEquals: { 'sts:ExternalId': 'abc-1' } }, true],
  ['StringEquals holds on one of several', { StringEquals: { 'sts:ExternalId': ['x', 'abc-1'] } }, true],
  ['StringEquals counts case', { StringEquals: { 'sts:ExternalId': 'ABC-1' } }, false],
  ['StringEquals knows no wildcard', { StringEquals: { 'sts:ExternalId': 'abc*' } }, false],
  [
    'StringEqualsIgnoreCase does not count case',
    { StringEqualsIgnoreCase: { 'sts:ExternalId': 'ABC-1' } },
    true,
  ],
  ['keys are compared irrespective of case', { StringEquals: { 'STS:externalID': 'abc-1' } }, true],
  ['StringLike knows wildcards', { StringLike: { 'sts:ExternalId': 'a?c-*' } }, true],
  ['StringNotLike is its opposite', { StringNotLike: { 'sts:ExternalId': 'a?c-*' } }, false],
  ['StringNotEquals holds on another value', { StringNotEquals: { 'sts:ExternalId': 'x' } }, true],
  [
    'StringNotEquals fails on one of several',
    { StringNotEquals: { 'sts:ExternalId': ['x', 'abc-1'] } },
    false,
  ],
  [
    'StringNotEqualsIgnoreCase does not count case',
    { StringNotEqualsIgnoreCase: { 'sts:ExternalId': 'ABC-1' } },
    false,
  ],
  ['an absent key fails', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false],
  ['an absent key fails, also for a wildcard', { StringLike: { 'aws:PrincipalOrgID': '*' } }, false],
  ['an absent key holds negated', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, true],
  ['an absent key holds with IfExists', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }, true],
  ['IfExists compares a key that is there', { StringEqualsIfExists: { 'sts:ExternalId': 'x' } }, false],
  ['StringNotEqualsIfExists compares too', { StringNotEqualsIfExists: { 'sts:ExternalId': 'abc-1' } }, false],
  ['ArnEquals knows wildcards', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/team/*' } }, true],
  ['ArnLike compares each part', { ArnLike: { 'aws:PrincipalArn': 'arn:*:role/team/cloudcraft' } }, false],
  [
    'ArnNotEquals is its opposite',
    { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/team/*' } },
    false,
  ],
  [
    'ArnNotLike holds on another ARN',
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/other' } },
    true,
  ],
  ['Bool compares words', { Bool: { 'aws:SecureTransport': 'true' } }, true],
  ['Bool takes a JSON boolean', { Bool: { 'aws:SecureTransport': false } }, false],
  ['BoolIfExists holds on an absent key', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
  ['Null asks for absence', { Null: { 'aws:PrincipalOrgID': 'true' } }, true],
  ['Null asks for presence', { Null: { 'aws:PrincipalOrgID': false } }, false],
  ['ForAnyValue needs one value', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team', 'x'] } }, true],
  ['ForAnyValue fails without any', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }, false],
  [
    'ForAnyValue fails on an absent key',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*' } },
    false,
  ],
  ['ForAllValues needs every value', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, false],
  ['ForAllValues holds on an absent key', { 'ForAllValues:StringEquals': { 'aws:Other': 'x' } }, true],
  [
    'all operators have to hold',
    { StringEquals: { 'sts:ExternalId': 'abc-1' }, Bool: { 'aws:SecureTransport': 'false' } },
    false,
  ],
  [
    'all keys of an operator have to hold',
    { StringEquals: { 'sts:ExternalId': 'abc-1', 'aws:PrincipalOrgID': 'o-1' } },
    false,
  ],
  ['NumericLessThanEquals includes the number', { NumericLessThanEquals: { 's3:max-keys': '10' } }, true],
  ['NumericNotEquals compares numbers', { NumericNotEquals: { 's3:max-keys': '10.0' } }, false],
  ['NumericGreaterThan takes a JSON number', { NumericGreaterThan: { 's3:max-keys': 9 } }, true],
  ['NumericEquals of what is not a number fails', { NumericEquals: { 's3:max-keys': 'ten' } }, false],
  ['DateEquals compares moments', { DateEquals: { 'aws:CurrentTime': '2026-11-26T01:00:00+01:00' } }, true],
  [
    'DateGreaterThanEquals takes seconds',
    { DateGreaterThanEquals: { 'aws:CurrentTime': '1795651200' } },
    true,
  ],
  ['IpAddress takes a single address', { IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, true],
  ['IpAddress takes a range', { IpAddress: { 'aws:SourceIp': ['2001:db8::/32', '203.0.113.0/28'] } }, true],
  ['IpAddress is false outside', { IpAddress: { 'aws:SourceIp': '203.0.113.8/29' } }, false],
  ['NotIpAddress is its opposite', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, false],
  ['IpAddress of what is not one fails', { IpAddress: { 'aws:SourceIp': 'home' } }, false],
  [
    'an operator that does not exist leaves it open',
    { NumericBelow: { 'aws:MultiFactorAuthAge': '1' } },
    undefined,
  ],
  [
    'a failing condition settles it',
    { NumericBelow: { 'aws:MultiFactorAuthAge': '1' }, StringEquals: { 'sts:ExternalId': 'x' } },
    false,
  ],
  [
    'no operator is taken from an object’s own nature',
    { constructor: { 'sts:ExternalId': 'abc-1' } },
    undefined,
  ],
];

describe('a condition', () => {
  it.each(cases)('%s', (_, conditions, holds) => {
    expect(conditionsHold(conditions, context)).toBe(holds);
  });
});
