import { type Mutant, mutantsOf } from '../mutant.ts';

const access = mutantsOf(
  'lib/aws/account-access.ts',
  'test/lib/aws/account-access.test.ts',
  'test/reliability/security.test.ts',
);
const refusal = mutantsOf(
  'lib/aws/access-refusal.ts',
  'test/lib/aws/account-access.test.ts',
  'test/lib/aws/refused-inside.test.ts',
  'test/workflows/failure.test.ts',
);
const failure = mutantsOf('lib/aws/failure.ts', 'test/lib/aws/failure.test.ts');
const organization = mutantsOf('lib/aws/organization.ts', 'test/lib/aws/organization.test.ts');
const secrets = mutantsOf('lib/aws/secrets.ts', 'test/lib/aws/secrets.test.ts');

/** The ways into AWS, and what its answers mean. */
export const accessMutants: Mutant[] = [
  access('requireAccount(account, AssumedRoleUser?.Arn);', ''),
  access('requireAccount(account, identity.Arn);', ''),
  access("arn?.split(':')[4] === account.id", 'arn !== undefined'),
  access('.slice(0, 64)', '.slice(0, 640)'),
  access('if (credentials !== undefined) return', 'return'),
  access('Policy: JSON.stringify(how.policy),', ''),
  refusal('/explicit deny/i.test(said)', 'false'),
  refusal('const YOUNG_HOURS = 24;', 'const YOUNG_HOURS = 24_000_000;'),
  refusal("'RegionDisabledException', ", ''),
  refusal('joinedAt === undefined ||', 'joinedAt !== undefined &&'),
  failure('!QUOTA.includes(error.name) &&', ''),
  failure("  'ConcurrentModificationException',\n", ''),
  failure('(error.$metadata?.httpStatusCode ?? 0) < 400 ||', ''),
  failure('isThrottlingError(error) ||', ''),
  failure("const DENIED = ['AccessDenied', 'AccessDeniedException'];", "const DENIED = ['AccessDenied'];"),
  failure('if (error instanceof RollcallError || !', 'if (!'),
  organization("error.name === 'AccountNotFoundException'", 'false'),
  organization('arn.managementAccountId === account.id', 'false'),
  organization("parent.startsWith('r-') ? [parent] :", ''),
  organization('asked ??= ask();', 'asked = ask();'),
  secrets('`, schema, true)', '`, schema, false)'),
  secrets('forceFetch ? refuse(name, parsed.error) : read(name, schema, true)', 'refuse(name, parsed.error)'),
  secrets("|| 'the secret'", "|| ''"),
];
