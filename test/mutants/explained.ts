import type { Explained } from './mutant.ts';

/** Mutants that no test notices, and why that is right. `*` stands for whatever is put in the place of `from`. */
export const explained: Explained[] = [
  {
    file: 'lib/aws/access-refusal.ts',
    ...{
      from: 'Date.now() - Date.parse(joinedAt) < YOUNG_HOURS * 3_600_000',
      to: 'Date.now() - Date.parse(joinedAt) <= YOUNG_HOURS * 3_600_000',
    },
    reason: 'a day to the millisecond may count either way',
  },
  {
    file: 'lib/aws/account-place.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'a parent without an id, and a tag without a key, are as good as none',
  },
  {
    file: 'lib/aws/organization.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'a path without a root is as good as none',
  },
  {
    file: 'lib/aws/organization.ts',
    ...{ from: '/^(r|ou)-/', to: '/(r|ou)-/' },
    reason:
      'the other ids in a path, of the organization and of the account, have neither r- nor ou- in them',
  },
  {
    file: 'lib/aws/read-role.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'an attached policy without an ARN is as good as none',
  },
  {
    file: 'lib/aws/secrets.ts',
    ...{ from: '{ return undefined; }', to: '{}' },
    reason: 'a function that ends gives undefined as well',
  },
  {
    file: 'lib/http-answer.ts',
    ...{ from: '{ return undefined; }', to: '{}' },
    reason: 'a function that ends gives undefined as well',
  },
  {
    file: 'lib/joined-account.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'a resource that holds no account id is as good as none',
  },
  {
    file: 'lib/joined-account.ts',
    ...{ from: '{ serviceEventDetails: z.unknown(), requestParameters: z.unknown() }', to: '{}' },
    reason: 'a loose object lets both pass; only their types come from here',
  },
  {
    file: 'lib/measure.ts',
    ...{ from: 'seconds > NEW', to: 'seconds >= NEW' },
    reason: 'a week to the millisecond may count either way',
  },
  {
    file: 'lib/ownership.ts',
    ...{ from: "arn.split('/').at(-1)?.toLowerCase", to: "arn.split('/').at(-1).toLowerCase" },
    reason: 'what a text is split into is never empty; only the type says that it may be',
  },
  {
    file: 'lib/policy.ts',
    ...{ from: 'key.toLowerCase()', to: 'key.toUpperCase()' },
    reason: 'keys are only compared with each other, so either case will do',
  },
  {
    file: 'lib/policy.ts',
    ...{ from: 'action.toLowerCase()', to: 'action.toUpperCase()' },
    reason: 'actions are only compared with each other, so either case will do',
  },
  {
    file: 'lib/policy.ts',
    ...{
      from: 'JSON.stringify(one) < JSON.stringify(other)',
      to: 'JSON.stringify(one) <= JSON.stringify(other)',
    },
    reason: 'which of two equals comes first cannot be seen',
  },
  {
    file: 'lib/policy.ts',
    ...{
      from: 'JSON.stringify(one) < JSON.stringify(other)',
      to: 'JSON.stringify(one) >= JSON.stringify(other)',
    },
    reason: 'both policies are sorted alike, so the other direction will do',
  },
  {
    file: 'lib/retry-after.ts',
    ...{ from: 'number > EPOCH_MILLISECONDS', to: 'number >= EPOCH_MILLISECONDS' },
    reason: 'a wait of exactly so many seconds, or until that moment of 2001, is none that is asked for',
  },
  {
    file: 'lib/retry-after.ts',
    ...{ from: 'number > EPOCH_SECONDS', to: 'number >= EPOCH_SECONDS' },
    reason: 'a wait of exactly so many seconds, or until that moment of 2001, is none that is asked for',
  },
  {
    file: 'lib/scrub.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'a form with a capital letter is never found in a text of small ones',
  },
  {
    file: 'lib/scrub.ts',
    ...{ from: 'at < lower.length', to: 'at <= lower.length' },
    reason: 'no secret begins behind the end of the text',
  },
  {
    file: 'lib/scrub.ts',
    ...{ from: '/[A-Z]+/g', to: '/[A-Z]/g' },
    reason: 'letter by letter gives the same text, only slower',
  },
  {
    file: 'lib/services.ts',
    ...{ from: "{ ...client, retryMode: 'adaptive' }", to: '{}' },
    reason: 'differs only in how long an answer is waited for, seconds, and in the pace after throttling',
  },
  {
    file: 'lib/vendors/cloudcraft/ensure-registered.ts',
    ...{ from: '{ reason: z.string() }', to: '{}' },
    reason: 'a loose object lets it pass; only its type comes from here',
  },
  {
    file: 'lib/vendors/cloudcraft/role.ts',
    ...{ from: '/^.*:/', to: '/.*:/' },
    reason: 'the longest run of anything up to a colon begins where the text does',
  },
  {
    file: 'lib/vendors/cloudcraft/role.ts',
    ...{ from: '/^Get\\*$/i', to: '/Get\\*$/i' },
    reason: 'a longer name that only reads and ends so covers none of the hidden ones',
  },
  {
    file: 'lib/vendors/vendor.ts',
    ...{ from: '/^https?$/', to: '/https?$/' },
    reason: 'a URL of a longer scheme has no origin, which the last check wants',
  },
  {
    file: 'lib/vendors/vendor.ts',
    ...{ from: '/^https?$/', to: '/^https?/' },
    reason: 'a URL of a longer scheme has no origin, which the last check wants',
  },
  {
    file: 'lib/vendors/crowdstrike/api.ts',
    ...{ from: "typeof item === 'object'", to: 'true' },
    reason: 'an id has neither a time of deletion nor an account id in it; only the types ask',
  },
  {
    file: 'lib/vendors/crowdstrike/cloud-security.ts',
    ...{ from: '[]', to: '["Stryker was here"]' },
    reason: 'a product without features is as good as none',
  },
  {
    file: 'lib/vendors/crowdstrike/token.ts',
    ...{ from: 'Date.now() < kept.renewAt', to: 'Date.now() <= kept.renewAt' },
    reason: 'a minute before the end, to the millisecond, may count either way',
  },
];
