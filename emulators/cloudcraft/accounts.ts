import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type AssumeRole, readJson, type VendorRequest } from '../network/vendor-server.ts';
import { NoList } from '../no-list.ts';
import { answer, CloudcraftRefusal } from './answer.ts';
import { type ApiKey, type CloudcraftAccount, type CloudcraftState, creationTime } from './state.ts';
import type { CloudcraftSwitches } from './switches.ts';

/** What the account endpoints work with. */
export interface Ledger {
  state: CloudcraftState;
  switches: CloudcraftSwitches;
  assumeRole: AssumeRole;
}

/** `GET /aws/account`: every account of the customer, in one page. */
export const listAccounts = ({ state, switches }: Ledger): Response => {
  const since = Date.now() - switches.listedAfterDeletion * 1000;
  const deleted = state.deleted.filter(({ at }) => at > since).map(({ account }) => account);
  const accounts = [...state.accounts, ...deleted].map((account) => ({ ...shown(account), source: 'aws' }));
  if (switches.listOrder === 'newest first') accounts.reverse();
  return answer(200, { accounts }, { 'cache-control': 'no-cache, no-store' });
};

/**
 * `POST /aws/account`: assumes the role with the caller's external id, then keeps the account. Nothing makes it unique,
 * unless the switch says so.
 *
 * @throws CloudcraftRefusal for malformed parameters, a role that cannot be assumed, a refused duplicate
 */
export const addAccount = async (
  ledger: Ledger,
  { user }: ApiKey,
  request: VendorRequest,
): Promise<Response> => {
  const { state, switches } = ledger;
  const { region = 'us-east-1', readAccess = null, writeAccess = null, ...wanted } = parse(request);
  await verify(ledger, { arn: wanted.roleArn, externalId: user.externalId, region });
  if (switches.duplicates === 'refused' && state.accounts.some(({ roleArn }) => roleArn === wanted.roleArn)) {
    throw new CloudcraftRefusal(409, 'already_exists', 'AwsAccount already exists');
  }
  const createdAt = creationTime(state);
  const { externalId, id: CreatorId } = user;
  const made = { id: randomUUID(), externalId, CreatorId, createdAt, updatedAt: createdAt };
  const account = { ...made, ...wanted, readAccess, writeAccess, region };
  state.accounts.push(account);
  return answer(201, shown(account));
};

/** `PUT /aws/account/{id}`. @throws CloudcraftRefusal as `addAccount`, and for an unknown id */
export const updateAccount = async (ledger: Ledger, request: VendorRequest): Promise<Response> => {
  const account = find(ledger.state, request);
  const { region, ...wanted } = parse(request);
  if (region !== undefined && ledger.switches.regionOnUpdate === 'refused') throw badParameter('region');
  if (ledger.switches.roleOnUpdate === 'assumed') await verify(ledger, { ...account, arn: wanted.roleArn });
  Object.assign(account, wanted, { updatedAt: new Date().toISOString() });
  return answer(200, shown(account));
};

/** `DELETE /aws/account/{id}`: forgets the account; its role stays. @throws CloudcraftRefusal for an unknown id */
export const removeAccount = ({ state, switches }: Ledger, request: VendorRequest): Response => {
  const account = find(state, request);
  state.accounts = state.accounts.filter(({ id }) => id !== account.id);
  state.deleted.push({ account, at: Date.now() });
  return switches.deleteStatus === 204 ? answer(204) : answer(200, shown(account));
};

const Access = v.nullish(v.array(v.string()));
const Body = v.pipe(
  NoList,
  v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    roleArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/)),
    region: v.optional(v.string()),
    readAccess: Access,
    writeAccess: Access,
  }),
);

const Id = v.pipe(v.string(), v.uuid());

const parse = (request: VendorRequest): v.InferOutput<typeof Body> => {
  const json = readJson(request);
  if (json === undefined) throw new CloudcraftRefusal(400, 'invalid_body', 'Invalid JSON body');
  const { success, output, issues } = v.safeParse(Body, json);
  if (!success) throw badParameter(String(issues[0].path?.[0]?.key ?? 'body'));
  if (output.region === undefined || /^[a-z]{2,}(-[a-z]+)+-\d$/.test(output.region)) return output;
  throw new CloudcraftRefusal(400, 'invalid_parameter', `Invalid region parameter: ${output.region}`);
};

const badParameter = (name: string) =>
  new CloudcraftRefusal(400, 'invalid_property', `Invalid parameter format: ${name}`);

/**
 * Cloudcraft works as the role in the region that it was given: its help for "Unable to verify AWS account" names a region
 * that a service control policy closes, missing permissions, and another external id.
 */
const verify = async (ledger: Ledger, role: RoleToTry): Promise<void> => {
  const problem = await tryRole(ledger, role);
  if (problem === undefined) return;
  const { refusedRoleStatus } = ledger.switches;
  throw new CloudcraftRefusal(
    refusedRoleStatus,
    'unable_to_verify',
    `Unable to verify AWS account: ${problem}`,
  );
};

/** Why the role of an account cannot be used; undefined where it can. */
export const tryRole = async (
  { assumeRole, switches }: Ledger,
  role: RoleToTry,
): Promise<string | undefined> => {
  const assumed = await assumeRole(role);
  if (!assumed.ok) return assumed.message;
  if (assumed.isOpen && switches.openRoles === 'refused')
    return `${role.arn} can be assumed without the external ID`;
  return assumed.refuses('ec2:DescribeRegions');
};

type RoleToTry = Parameters<AssumeRole>[0];

const find = ({ accounts }: CloudcraftState, { params: { id } }: VendorRequest): CloudcraftAccount => {
  if (!v.is(Id, id)) throw badParameter('accountId');
  const account = accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw new CloudcraftRefusal(404, 'not_found', 'AwsAccount not found');
  return account;
};

const shown = ({ region, ...account }: CloudcraftAccount) => account;
