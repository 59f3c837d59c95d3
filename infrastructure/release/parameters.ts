/** Of the parameters with few values; others are judged by the functions, or by AWS. */
const ALLOWED: Record<string, string[]> = {
  rollCall: ['REPORT', 'ENROLL', 'DISABLED'],
  offboarding: ['REPORT', 'ENABLED', 'DISABLED'],
  managementAccount: ['DISABLED', 'ENABLED'],
  onAccountJoined: ['DISABLED', 'ENABLED'],
  onControlTower: ['DISABLED', 'ENABLED'],
  reportLock: ['DISABLED', 'GOVERNANCE', 'COMPLIANCE'],
};

/** CloudFormation makes ARNs and keys of a list, which a space would make wrong. */
const list = (name: string) => ({
  AllowedPattern: `^${name}(,${name})*$`,
  ConstraintDescription: 'names that are separated by commas alone, without a space',
});

const PATTERNS: Record<string, ReturnType<typeof list>> = {
  vendors: list('[a-z][a-z0-9-]*'),
  accessRoles: list('[\\w+=.@-]{1,64}'),
  // As it may be DISABLED, it is not a `Number`.
  reservedConcurrency: {
    AllowedPattern: '^(DISABLED|[1-9][0-9]{0,3})$',
    ConstraintDescription: 'DISABLED, or a number from 1 to 9999',
  },
};

const NUMBERS = ['vendorTimeoutSeconds', 'reportRetentionDays', 'reportLockDays', 'logRetentionDays'];

/** The deployment's parameters with their defaults, and what docs/settings.md says of them. */
interface Described {
  defaults: Record<string, string>;
  settings: string;
}

/**
 * CloudFormation's parameters of a release, by name: those of `serverless.yml` with the same defaults, the stage, and the
 * place of the bundles. A stack that is updated keeps each that is not given.
 */
export function releaseParameters({ defaults, settings }: Described): Record<string, object> {
  const own = Object.entries(defaults).map(([name, Default]) => [
    name,
    {
      Type: NUMBERS.includes(name) ? 'Number' : 'String',
      Default,
      Description: description(settings, name),
      ...(ALLOWED[name] && { AllowedValues: ALLOWED[name] }),
      ...PATTERNS[name],
    },
  ]);
  return {
    releaseBucket: { Type: 'String', Description: 'The bucket that the release was copied to' },
    releasePrefix: {
      ...{ Type: 'String', Default: 'rollcall/' },
      Description: 'What the folders of releases, as rollcall-1.2.3/, are in',
    },
    stage: {
      Type: 'String',
      Default: 'prod',
      AllowedPattern: '^[A-Za-z0-9-]+$',
      Description: 'Part of every name',
    },
    ...Object.fromEntries(own),
  };
}

/** The row of the table, as plain text. */
function description(settings: string, name: string): string {
  const [, row = ''] = new RegExp(`^\\| \`${name}\` \\|[^|]*\\|(.*)\\|$`, 'm').exec(settings) ?? [];
  const text = row
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();
  return text.slice(0, 300);
}
