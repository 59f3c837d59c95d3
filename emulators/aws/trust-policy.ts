import { AwsError } from './aws-error.ts';
import { listed, type PolicyDocument, type Statement, statementsOf } from './policy-document.ts';
import { arnParts } from './policy-pattern.ts';
import { countedLength, encodePolicy, malformed, readPolicy } from './policy-text.ts';
import type { AwsState, Role } from './state.ts';

/**
 * Reads a trust policy to be stored at a role.
 * IAM keeps it compact, writes a bare account id as that account's root, and remembers users and roles by unique id.
 *
 * @throws AwsError MalformedPolicyDocument, also for a user or role that does not exist; LimitExceeded beyond 2,048 characters
 */
export function readTrust(state: AwsState, text: string): Role['trust'] {
  if (countedLength(text) > 2048)
    throw new AwsError('LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048');
  const policy = readPolicy(text);
  for (const statement of statementsOf(policy)) checkTrust(statement);
  const document = rewritten(policy, (named) =>
    /^\d{12}$/.test(named) ? `arn:${state.partition}:iam::${named}:root` : named,
  );
  const ids = principalsOf(document).map((named) => [named, idOf(state, named)] as const);
  const pins = new Map(ids.flatMap(([named, id]) => (id === undefined ? [] : [[named, id]])));
  return { text: JSON.stringify(document), document, pins, since: new Date() };
}

/** The trust policy as GetRole answers it: a principal that was deleted since, or recreated, appears as its unique id. */
export function shownTrust(state: AwsState, { document, pins }: Role['trust']): string {
  const shown = rewritten(document, (named) => {
    const pinned = pins.get(named);
    return pinned === undefined || pinned === find(state, named) ? named : pinned;
  });
  return encodePolicy(JSON.stringify(shown));
}

function checkTrust(statement: Statement): void {
  if (statement.Resource !== undefined || statement.NotResource !== undefined)
    throw malformed('Has prohibited field Resource');
  if (statement.Principal === undefined) throw malformed('Missing required field Principal');
  if (listed(statement.Action).some((action) => !/^(sts:.+|\*)$/i.test(action)))
    throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
}

/**
 * The unique id of a user or role named as principal.
 *
 * @returns `undefined` for `*`, whole accounts, and principals of accounts that the emulator does not know
 */
function idOf(state: AwsState, named: string): string | undefined {
  if (named === '*') return undefined;
  const [prefix, partition, service, , account = '', resource = ''] = arnParts(named);
  const wellFormed = prefix === 'arn' && partition === state.partition && /^\d{12}$/.test(account);
  if (!wellFormed || !/^(root$|role\/|user\/|assumed-role\/)/.test(resource)) throw invalid(named);
  if (resource === 'root' || service === 'sts' || !state.accounts.has(account)) return undefined;
  const id = find(state, named);
  if (id === undefined) throw invalid(named);
  return id;
}

function find({ accounts }: AwsState, arn: string): string | undefined {
  const account = accounts.get(arnParts(arn)[4] ?? '');
  const role = account?.roles.get(arn.split('/').at(-1)?.toLowerCase() ?? '');
  return role?.arn === arn ? role.id : account?.users.get(arn)?.id;
}

const invalid = (named: string) => malformed(`Invalid principal in policy: "AWS":"${named}"`);

const principalsOf = (document: PolicyDocument): string[] =>
  statementsOf(document).flatMap(({ Principal }) =>
    typeof Principal === 'object' ? listed(Principal.AWS) : [],
  );

function rewritten(document: PolicyDocument, rewrite: (named: string) => string): PolicyDocument {
  const statements = statementsOf(document).map((statement) => {
    const { Principal } = statement;
    if (typeof Principal !== 'object' || Principal.AWS === undefined) return statement;
    const AWS = Array.isArray(Principal.AWS) ? Principal.AWS.map(rewrite) : rewrite(Principal.AWS);
    return { ...statement, Principal: { ...Principal, AWS } };
  });
  return { ...document, Statement: statements };
}
