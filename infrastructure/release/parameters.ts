/** Of the parameters with few values; others are judged by the functions, or by AWS. */
const ALLOWED: Record<string, string[]> = {
  rollCall: ['REPORT', 'ENROLL', 'DISABLED'],
  offboarding: ['REPORT', 'ENABLED', 'DISABLED'],
  managementAccount: ['DISABLED', 'ENABLED'],
  onAccountJoined: ['DISABLED', 'ENABLED'],
  onControlTower: ['DISABLED', 'ENABLED'],
  reportLock: ['DISABLED', 'GOVERNANCE', 'COMPLIANCE'],
};

/** CloudFormation makes ARNs and keys of these lists, which a space would make wrong. */
const LISTS: Record<string, string> = {
  vendors: '^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$',
  accessRoles: '^[\\w+=.@-]{1,64}(,[\\w+=.@-]{1,64})*$',
};

/** Empty, it reserves nothing, so that it is not a `Number` of CloudFormation. */
const COUNT = '^([1-9][0-9]{0,3})?$';

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
      ...(name === 'reservedConcurrency' && { AllowedPattern: COUNT }),
      ...(LISTS[name] && {
        AllowedPattern: LISTS[name],
        ConstraintDescription: 'names that are separated by commas alone, without a space',
      }),
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
