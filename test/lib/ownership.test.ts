import { RoleNotOursError } from '../../lib/errors.ts';
import { requireOurs } from '../../lib/ownership.ts';
import { roleArn, roleTags, trustPolicy } from '../../lib/role.ts';
import { account, actual, spec, wanted } from './role-builder.ts';

const arn = roleArn(account, spec());
const judge = (overrides: Parameters<typeof actual>[0], adopt = false) => {
  requireOurs({ ...wanted(), adopt }, actual(overrides), arn);
};
const foreignTrust = trustPolicy(spec({ trustedPrincipal: 'arn:aws:iam::111111111111:root' }));

describe('a role may be changed', () => {
  it.each([
    ['when it bears our tags for this vendor, whoever it trusts', { trust: foreignTrust }],
    ['when it bears no tags and trusts exactly whom it is to trust', { tags: {} }],
    [
      "when it bears somebody else's tags and trusts exactly whom it is to trust",
      { tags: { 'managed-by': 'terraform' } },
    ],
  ])('%s', (_, overrides) => {
    expect(() => judge(overrides)).not.toThrow();
  });

  it('when an operator gives it into our hands', () => {
    expect(() => judge({ tags: {}, trust: foreignTrust }, true)).not.toThrow();
  });
});

describe('a role may not be changed', () => {
  it.each([
    ['without our tags, when it trusts another account', { tags: {}, trust: foreignTrust }],
    [
      'without our tags, when it has another external id',
      { tags: {}, trust: trustPolicy(spec({ externalId: 'another-1234567890' })) },
    ],
    ['with half of our tags', { tags: { 'managed-by': 'rollcall' }, trust: foreignTrust }],
    [
      'with our tag of another value',
      { tags: { ...roleTags('cloudcraft'), 'managed-by': 'me' }, trust: foreignTrust },
    ],
  ])('%s', (_, overrides) => {
    expect(() => judge(overrides)).toThrow(RoleNotOursError);
    expect(() => judge(overrides)).toThrow(/it was left as it is.*"adopt": true/);
  });

  it("when it is another vendor's, not even by an operator's word", () => {
    const overrides = { tags: roleTags('crowdstrike') };
    expect(() => judge(overrides)).toThrow(/it is the role of crowdstrike/);
    expect(() => judge(overrides, true)).toThrow(RoleNotOursError);
  });

  it("when its path or the case of its name is another, not even by an operator's word", () => {
    const elsewhere = { arn: 'arn:aws:iam::444455556666:role/other/cloudcraft' };
    expect(() => judge(elsewhere, true)).toThrow(
      /exists as arn:aws:iam::444455556666:role\/other\/cloudcraft/,
    );
    expect(() => judge({ arn: 'arn:aws:iam::444455556666:role/CloudCraft' }, true)).toThrow(RoleNotOursError);
  });
});
