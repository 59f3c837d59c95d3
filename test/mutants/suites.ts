import { readFileSync } from 'node:fs';
import type { Fault } from './copy.ts';

/** What each suite of test/reliability/ guards, broken once: by the suite, the file, what stands there and what instead. */
const breaks: [suite: string, file: string, from: string, to: string][] = [
  // A second run, or a second try, does again what was done.
  [
    'crash-points',
    'lib/vendors/cloudcraft/ensure-registered.ts',
    'if (known === undefined) return',
    'return',
  ],
  ['crash-points', 'lib/aws/roles.ts', "error.name.startsWith('EntityAlreadyExists')", 'false'],
  [
    'crash-points',
    'lib/aws/repair-role.ts',
    '.catch(unlessGone);\n      return `detached',
    ';\n      return `detached',
  ],
  [
    'lambda-faults',
    'workflows/enroll-account.asl.yml',
    '          - Runtime.ExitError',
    '          - Runtime.Other',
  ],
  ['vendor-faults', 'lib/http/send.ts', '502, 503, 504]', '502, 504]'],
  ['vendor-faults', 'lib/vendors/authorized.ts', 'refusals.includes(answer.status)', 'false'],
  [
    'vendor-faults',
    'workflows/enroll-account.asl.yml',
    '&vendorFailed\n              ErrorEquals: [States.ALL]',
    '&vendorFailed\n              ErrorEquals: [VendorUnavailableError]',
  ],
  ['aws-faults', 'lib/aws/failure.ts', '!QUOTA.includes(error.name) &&', ''],
  ['aws-faults', 'lib/aws/access-refusal.ts', '/explicit deny/i.test(answered)', 'false'],
  [
    'aws-faults',
    'workflows/enroll-account.asl.yml',
    'ErrorEquals: [AwsUnavailableError]',
    'ErrorEquals: [AwsRejectedError]',
  ],
  ['races', 'lib/vendors/cloudcraft/ensure-registered.ts', 'await api.remove(id);', ''],
  ['races', 'lib/http/send.ts', 'if (answer.status !== 429) return answer;', 'return answer;'],
  ['uncertain', 'lib/vendors/cloudcraft/index.ts', 'known?.externalId ?? externalId', 'externalId'],
  ['uncertain', 'lib/vendors/crowdstrike/ensure-registered.ts', "['gov', 'govcloud']", "['govcloud']"],
  [
    'uncertain',
    'lib/vendors/crowdstrike/recipient.ts',
    'const EPOCH_MILLISECONDS = 1e12;',
    'const EPOCH_MILLISECONDS = 1e13;',
  ],
  [
    'properties',
    'lib/enrollment/event.ts',
    'const Manual = z.strictObject(',
    'const Manual = z.looseObject(',
  ],
  ['properties', 'lib/role/policy.ts', 'action.toLowerCase()', 'action'],
  [
    'properties',
    'lib/role/policy.ts',
    'Principal: principals(statement.Principal),',
    'Principal: undefined,',
  ],
  ['properties', 'lib/aws/session-policy.ts', ':role/*/', ':role/*/*'],
  ['properties', 'lib/http/send.ts', 'const WAIT_AT_MOST = 10;', 'const WAIT_AT_MOST = 11;'],
  [
    'properties',
    'lib/http/scrub.ts',
    'character) ? [character] : [character, ...escapesOf(character)]',
    'character) ? [character] : [character]',
  ],
  ['security', 'lib/vendors/cloudcraft/role.ts', 'if (answered === pinned) return;', 'return;'],
  ['security', 'lib/role/spec.ts', 'new Set(id).size > 4', 'true'],
  ['security', 'lib/aws/account-access.ts', 'requireAccount(account, AssumedRoleUser?.Arn);', ''],
  ['security', 'functions/ensure-role.ts', 'requireNoAccessRole(wanted.arn, accessRoles);', ''],
  ['security-credentials', 'lib/http/send.ts', "redirect: 'manual'", "redirect: 'follow'"],
  [
    'security-credentials',
    'lib/vendors/crowdstrike/other-cloud.ts',
    'hostname.endsWith(domain)',
    'hostname.includes(domain)',
  ],
  ['security-foreign-roles', 'lib/role/ownership.ts', 'if (hasOurTags(wanted, actual)) return;', 'return;'],
];

export const suiteFaults = (): Fault[] =>
  breaks.map(([suite, file, from, to]) => {
    const right = readFileSync(file, 'utf8');
    if (right.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
    const tests = [`test/reliability/${suite}.test.ts`];
    return { file, from, to, tests, text: right.replace(from, () => to) };
  });
