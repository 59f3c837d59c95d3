import { RoleNotOursError } from '../../../lib/errors.ts';
import { requireNoAccessRole, requireOurs } from '../../../lib/role/ownership.ts';
import type { WantedRole } from '../../../lib/role/wanted.ts';
import { actual, allowing, tagsOf, trusting, wanted } from '../role-builder.ts';

const { arn } = wanted();
const judge = (overrides: Parameters<typeof actual>[0], adopt = false, wish: Partial<WantedRole> = {}) =>
  requireOurs(wanted({ ...wish, adopt }), actual(overrides));
const boundaryArn = 'arn:aws:iam::444455556666:policy/boundary';
const securityAudit = 'arn:aws:iam::aws:policy/SecurityAudit';
const foreignTrust = trusting({ trustedPrincipal: 'arn:aws:iam::111111111111:root' });

describe('a role may be changed', () => {
  it.each([
    ['when it has our tags for this vendor, whatever its trust policy', { trust: foreignTrust }],
    ['when it has no tags and exactly the wanted trust policy', { tags: {} }],
    [
      'when it has other tags, the wanted trust policy, and no tag of another manager',
      { tags: { team: 'a' } },
    ],
    [
      'when it has half of our tags and exactly the wanted trust policy',
      { tags: { 'managed-by': 'rollcall' } },
    ],
    [
      'when it has exactly the wanted trust policy, and lacks the rest',
      { tags: {}, description: 'x', managedPolicyArns: [], inlinePolicies: {} },
    ],
    [
      'when it has exactly the wanted trust policy, and its boundary stays',
      { tags: {}, boundaryArn: `${boundaryArn}-of-another` },
    ],
  ])('%s', (_, overrides) => {
    expect(() => judge(overrides)).not.toThrow();
  });

  it('when an operator permits it', () => {
    expect(() => judge({ tags: {}, trust: foreignTrust }, true)).not.toThrow();
  });

  it('when nobody bounded it and a boundary is configured', () => {
    expect(() => judge({ tags: {} }, false, { boundaryArn })).not.toThrow();
  });
});

describe('a role may not be changed', () => {
  it.each([
    ['without our tags, when it trusts another account', { tags: {}, trust: foreignTrust }],
    [
      'without our tags, when it has another external id',
      { tags: {}, trust: trusting({ externalId: 'another-1234567890' }) },
    ],
    ['with half of our tags', { tags: { 'managed-by': 'rollcall' }, trust: foreignTrust }],
    [
      'with our tag of another value',
      { tags: { ...tagsOf('cloudcraft'), 'managed-by': 'me' }, trust: foreignTrust },
    ],
  ])('%s', (_, overrides) => {
    expect(() => judge(overrides)).toThrow(RoleNotOursError);
    expect(() => judge(overrides)).toThrow(/it was left as it is.*"adopt": true/);
  });

  it.each([
    ['an attached policy', { managedPolicyArns: [securityAudit] }, securityAudit],
    ['an inline policy', { inlinePolicies: { 'by-hand': allowing('s3:*') } }, 'by-hand'],
    ['the content of an inline policy', { inlinePolicies: { extra: allowing('ec2:*') } }, 'extra'],
    ['its boundary', { boundaryArn: `${boundaryArn}-of-another` }, 'its permissions boundary'],
    ['its longer sessions', { maxSessionSeconds: 43_200 }, 'its longer sessions'],
    ['its manager', { tags: { 'managed-by': 'terraform' } }, 'the tag managed-by=terraform'],
  ])('without our tags, when it has the wanted trust policy but would lose %s', (_, overrides, lost) => {
    const untagged = { tags: {}, ...overrides };
    expect(() => judge(untagged, false, { boundaryArn })).toThrow(RoleNotOursError);
    expect(() => judge(untagged, false, { boundaryArn })).toThrow(
      `would remove ${lost}; it was left as it is`,
    );
    expect(() => judge(untagged, false, { boundaryArn })).toThrow(/"adopt": true/);
    expect(() => judge(untagged, true, { boundaryArn })).not.toThrow();
  });

  it("when it is another vendor's, even when an operator permits it", () => {
    const overrides = { tags: tagsOf('crowdstrike') };
    expect(() => judge(overrides)).toThrow(/it is the role of crowdstrike/);
    expect(() => judge(overrides, true)).toThrow(RoleNotOursError);
  });

  it('when its path or the case of its name is another, even when an operator permits it', () => {
    const elsewhere = { arn: 'arn:aws:iam::444455556666:role/other/cloudcraft' };
    expect(() => judge(elsewhere, true)).toThrow(
      /exists as arn:aws:iam::444455556666:role\/other\/cloudcraft/,
    );
    expect(() => judge({ arn: 'arn:aws:iam::444455556666:role/CloudCraft' }, true)).toThrow(RoleNotOursError);
  });
});

describe('an access role', () => {
  const accessRoles = ['OrganizationAccountAccessRole', 'AWSControlTowerExecution'];

  it.each([
    'arn:aws:iam::444455556666:role/OrganizationAccountAccessRole',
    'arn:aws:iam::444455556666:role/vendors/AWSControlTowerExecution',
    'arn:aws:iam::444455556666:role/awscontroltowerexecution',
  ])("is never a vendor's: %s", (named) => {
    expect(() => requireNoAccessRole(named, accessRoles)).toThrow(RoleNotOursError);
    expect(() => requireNoAccessRole(named, accessRoles)).toThrow(named);
  });

  it('is not one of another name', () => {
    expect(() => requireNoAccessRole(arn, accessRoles)).not.toThrow();
    expect(() => requireNoAccessRole(`${arn}OrganizationAccountAccessRole`, accessRoles)).not.toThrow();
  });
});
