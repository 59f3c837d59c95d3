import { type Mutant, mutantsOf } from '../mutant.ts';

const connection = mutantsOf('lib/vendors/vendor.ts', 'test/reliability/security-credentials.test.ts');
const authorized = mutantsOf(
  'lib/vendors/authorized.ts',
  'test/lib/vendors/cloudcraft.test.ts',
  'test/lib/vendors/cloudcraft/api-key.test.ts',
);
const cloudcraftRole = mutantsOf(
  'lib/vendors/cloudcraft/role.ts',
  'test/lib/vendors/cloudcraft/role.test.ts',
);
const cloudcraft = mutantsOf(
  'lib/vendors/cloudcraft/index.ts',
  'test/lib/vendors/cloudcraft.test.ts',
  'test/lib/vendors/cloudcraft/registration.test.ts',
);
const crowdstrikeRole = mutantsOf('lib/vendors/crowdstrike/role.ts', 'test/reliability/security.test.ts');
const crowdstrike = mutantsOf(
  'lib/vendors/crowdstrike/api.ts',
  'test/lib/vendors/crowdstrike.test.ts',
  'test/lib/vendors/crowdstrike/registration.test.ts',
  'test/lib/vendors/crowdstrike/deleted.test.ts',
);
const registering = mutantsOf(
  'lib/vendors/crowdstrike/ensure-registered.ts',
  'test/lib/vendors/crowdstrike/registration.test.ts',
);
const confirming = mutantsOf(
  'lib/vendors/crowdstrike/index.ts',
  'test/lib/vendors/crowdstrike/after-registration.test.ts',
  'test/lib/vendors/crowdstrike/registration.test.ts',
);
const token = mutantsOf(
  'lib/vendors/crowdstrike/token.ts',
  'test/lib/vendors/crowdstrike/token.test.ts',
  'test/lib/vendors/crowdstrike/other-cloud.test.ts',
);
const redirect = mutantsOf(
  'lib/vendors/crowdstrike/token.ts',
  'test/reliability/security-credentials.test.ts',
);

/** The vendors' adapters. */
export const vendorMutants: Mutant[] = [
  connection("new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname)", 'true'),
  connection('url === new URL(url).origin ||', 'true ||'),
  authorized('refusals.includes(answer.status) ? attempt(await source.renewed()) : answer', 'answer'),
  cloudcraftRole('if (answered === pinned) return;', 'return;'),
  cloudcraftRole('if (foreign.length === 0) return;', 'return;'),
  cloudcraftRole('(BatchDescribe|', '(Put|BatchDescribe|'),
  cloudcraft('if (known === undefined) return add', 'if (true) return add'),
  cloudcraft('for (const { id } of duplicates) await api.remove(id);', ''),
  cloudcraft('duplicates = others.filter((other) => isDuplicate(other, kept))', 'duplicates = others'),
  cloudcraft('&& other.externalId === kept.externalId', ''),
  cloudcraft('known?.externalId ?? externalId', 'externalId'),
  cloudcraft('one.createdAt.localeCompare(other.createdAt)', 'other.createdAt.localeCompare(one.createdAt)'),
  cloudcraft('refusedKey || !', '!'),
  cloudcraft('if (known.name !== account.name) {', 'if (false) {'),
  cloudcraft('api.list(arn)', 'api.list()'),
  crowdstrikeRole('PrincipalArn.safeParse(principal).success &&', ''),
  crowdstrikeRole('    principal.startsWith(', '    true || principal.startsWith('),
  crowdstrikeRole(
    "iamRoleArn.startsWith(prefix) ? iamRoleArn.slice(prefix.length) : ''",
    'iamRoleArn.slice(prefix.length)',
  ),
  crowdstrike('item.account_id === accountId', 'true'),
  crowdstrike('!isDeleted(item.DeletedAt)', 'true'),
  crowdstrike('size === PAGE', 'false'),
  registering('found ?? (await look(api, account)).found', 'found'),
  registering("if (found !== undefined) return { registered: found, decision: 'already registered' };", ''),
  registering('|| added.answer.status !== 400', '|| true'),
  registering('added.found !== undefined || added', 'added'),
  registering("['gov', 'govcloud']", "['govcloud']"),
  confirming('found?.iamRoleArn === arn', 'found !== undefined'),
  token('Date.now() < this.#session.renewAt', 'true'),
  token('this.#underWay ??=', 'this.#underWay ='),
  token('const MARGIN = 60_000;', 'const MARGIN = 0;'),
  token('[400, 401, 403]', '[401]'),
  token('url === connection.url ? first : this.#post(url, connection)', 'first'),
  token('secrets: [token, former, clientSecret]', 'secrets: [clientSecret]', {
    tests: ['test/reliability/properties.test.ts'],
  }),
  redirect('hostname.endsWith(domain)', 'hostname.includes(domain)'),
  redirect('ApiUrl.safeParse(location.origin).success &&', ''),
];
