import { type Mutant, mutantsOf } from '../mutant.ts';

const account = mutantsOf('lib/account.ts', 'test/lib/event.test.ts');
const event = mutantsOf('lib/event.ts', 'test/lib/event.test.ts');
const joined = mutantsOf('lib/joined-account.ts', 'test/lib/joined-account.test.ts');
const filter = mutantsOf('lib/filter.ts', 'test/lib/filter.test.ts');
const plan = mutantsOf('lib/plan.ts', 'test/lib/plan.test.ts');
const policy = mutantsOf('lib/policy.ts', 'test/lib/policy.test.ts');
const role = mutantsOf('lib/role.ts', 'test/lib/role.test.ts');
const outcome = mutantsOf('lib/outcome.ts', 'test/lib/outcome.test.ts');
const conclusion = mutantsOf('lib/conclusion.ts', 'test/lib/conclusion.test.ts');

/** What an enrollment is asked for, planned as, and concluded with. */
export const domain: Mutant[] = [
  account('/^\\d{12}$/', '/\\d{12}/'),
  event("z.literal('SUCCEEDED',", "z.literal(['SUCCEEDED', 'IN_PROGRESS'],"),
  event('const Manual = z.strictObject(', 'const Manual = z.looseObject('),
  event('adopt: z.boolean().default(false)', 'adopt: z.boolean().default(true)'),
  event('Object.hasOwn(events, kind) ? events[kind] : undefined', 'events[kind]', {
    equivalent: 'the kind of an event holds a blank, which the name of no property of every object does',
  }),
  joined('ids.filter((id) => id !== account)', 'ids'),
  joined('candidates.flat().includes(account)', 'true'),
  joined('else pending.push(inner);', ''),
  joined('members?.length === 1 &&', ''),
  filter('exclude ?? []', '[]'),
  filter('if (include === undefined) return undefined;', 'return undefined;'),
  filter('every(([key, value]) => present[key] === value)', 'some(([key, value]) => present[key] === value)'),
  plan('if (isManagementAccount) return', 'if (false) return'),
  plan('request.vendors ?? scope.vendors', 'scope.vendors'),
  plan('asked.indexOf(vendor) !== index', 'false'),
  plan('general ?? (await', 'undefined ?? (await'),
  policy('({ Sid: _, ...statement }', '({ ...statement }'),
  policy('action.toLowerCase()', 'action'),
  policy('[...new Set(list)].sort()', '[...list].sort()'),
  policy('[...new Set(list)].sort()', '[...new Set(list)]'),
  policy('Principal: principals(statement.Principal),', 'Principal: undefined,'),
  role('{16,1224}', '{2,1224}'),
  role('new Set(id).size > 4', 'true'),
  role('(root|role\\/', '(root|(?:user|role)\\/'),
  role('.max(512)', '.max(5120)'),
  role("Condition: { StringEquals: { 'sts:ExternalId': externalId } },", ''),
  outcome("role === undefined ? 'EnsureRole' : 'RegisterAccount'", "'EnsureRole'"),
  outcome('failure === undefined && role', 'role'),
  conclusion('if (failed.length === 0) return;', 'return;'),
  conclusion("if (outcome.outcome === 'failed') log.error", 'if (false) log.error'),
];
