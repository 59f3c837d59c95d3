import type { Explained } from './mutant.ts';

/** Mutants that no test notices, and why that is right, by file. */
const reasons: Record<string, [from: string, to: string, reason: string][]> = {
  'functions/conclude-enrollment.ts': [
    ['[]', '["Stryker was here"]', "a run that says no vendor is nobody's"],
  ],
  'lib/aws/access-refusal.ts': [
    [
      'Date.now() - Date.parse(joinedAt) < NEW_HOURS * 3_600_000',
      'Date.now() - Date.parse(joinedAt) <= NEW_HOURS * 3_600_000',
      'a day to the millisecond may count either way',
    ],
  ],
  'lib/aws/described-account.ts': [
    [
      '/^(r|ou)-/',
      '/(r|ou)-/',
      'the other ids in a path, of the organization and of the account, have neither r- nor ou- in them',
    ],
  ],
  'lib/aws/organization.ts': [
    [
      '[]',
      '["Stryker was here"]',
      'a path without a root, a parent without an id and a tag without a key are as good as none',
    ],
  ],
  'lib/aws/read-role.ts': [
    ['[]', '["Stryker was here"]', 'an attached policy without an ARN is as good as none'],
  ],
  'lib/parse.ts': [['{ return undefined; }', '{}', 'a function that ends gives undefined as well']],
  'lib/http/answer.ts': [['{ return undefined; }', '{}', 'a function that ends gives undefined as well']],
  'lib/enrollment/joined-account.ts': [
    ['[]', '["Stryker was here"]', 'a resource that holds no account id is as good as none'],
    [
      '{ serviceEventDetails: v.optional(v.unknown()), requestParameters: v.optional(v.unknown()), }',
      '{}',
      'a loose object lets both pass; only their types come from here',
    ],
  ],
  'lib/enrollment/metrics.ts': [
    ['seconds > NEW', 'seconds >= NEW', 'a week to the millisecond may count either way'],
  ],
  'lib/role/ownership.ts': [
    [
      "arn.split('/').at(-1)?.toLowerCase",
      "arn.split('/').at(-1).toLowerCase",
      'what a text is split into is never empty; only the type says that it may be',
    ],
  ],
  'lib/role/policy.ts': [
    [
      'key.toLowerCase()',
      'key.toUpperCase()',
      'keys are only compared with each other, so either case will do',
    ],
    [
      'action.toLowerCase()',
      'action.toUpperCase()',
      'actions are only compared with each other, so either case will do',
    ],
    [
      'JSON.stringify(one) < JSON.stringify(other)',
      'JSON.stringify(one) <= JSON.stringify(other)',
      'which of two equals comes first cannot be seen',
    ],
    [
      'JSON.stringify(one) < JSON.stringify(other)',
      'JSON.stringify(one) >= JSON.stringify(other)',
      'both policies are sorted alike, so the other direction will do',
    ],
  ],
  'lib/vendors/crowdstrike/recipient.ts': [
    [
      'number > EPOCH_MILLISECONDS',
      'number >= EPOCH_MILLISECONDS',
      'a wait of exactly so many seconds, or until that moment of 2001, is none that is asked for',
    ],
    [
      'number <= EPOCH_SECONDS',
      'number < EPOCH_SECONDS',
      'a wait of exactly so many seconds, or until that moment of 2001, is none that is asked for',
    ],
  ],
  'lib/http/scrub.ts': [
    ['[]', '["Stryker was here"]', 'a form with a capital letter is never found in a text of small ones'],
    ['text.length < secret.length', 'false', 'what is too short for a secret has none, only later'],
    ['at < lower.length', 'at <= lower.length', 'no secret begins behind the end of the text'],
    ['/[A-Z]+/g', '/[A-Z]/g', 'letter by letter gives the same text, only slower'],
  ],
  'lib/services.ts': [
    [
      "{ ...client, retryMode: 'adaptive' }",
      '{}',
      'differs only in how long an answer is waited for, seconds, and in the pace after throttling',
    ],
  ],
  'lib/vendors/cloudcraft/role.ts': [
    ['/^.*:/', '/.*:/', 'the longest run of anything up to a colon begins where the text does'],
    ['/^Get\\*$/i', '/Get\\*$/i', 'a longer name that only reads and ends so covers none of the hidden ones'],
  ],
  'lib/vendors/crowdstrike/cloud-security.ts': [
    ['[]', '["Stryker was here"]', 'a product without features is as good as none'],
  ],
  'lib/vendors/crowdstrike/token.ts': [
    [
      'Date.now() < kept.renewAt',
      'Date.now() <= kept.renewAt',
      'a minute before the end, to the millisecond, may count either way',
    ],
  ],
};

export const explained: Explained[] = Object.entries(reasons).flatMap(([file, mutants]) =>
  mutants.map(([from, to, reason]) => ({ file, from, to, reason })),
);
