import { bareRole } from '../../emulators/aws/create-account.ts';
import type { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import type { Account, AwsState } from '../../emulators/aws/state.ts';
import type { AwsSwitches } from '../../emulators/aws/switches.ts';

/** Where a change happens: after a state, of one vendor's part where it has an index; before everything if left out. */
export interface Moment {
  state: string;
  index?: number;
}

/**
 * Something that somebody does to the account while it is enrolled.
 *
 * - `change`, `undo`: undone when the first execution is over, where that is needed for the next one to succeed
 * - `ends`: how the execution ends for each vendor, by its audit line or the name of its error
 * - `next`: how the next one ends for each vendor, where not both are enrolled and all is as in an undisturbed account;
 *   `leaves`: what there is then
 */
export interface AwsChange {
  change: string;
  after?: Moment;
  make: (account: Account, state: AwsState) => void;
  undo?: (account: Account) => void;
  ends: Ends;
  retried: boolean;
  next?: Ends;
  leaves?: object;
}

/** By vendor. */
interface Ends {
  cloudcraft: string;
  crowdstrike: string;
}

const both = (ends: string): Ends => ({ cloudcraft: ends, crowdstrike: ends });
const onlyCloudcraft = (ends: string): Ends => ({ cloudcraft: ends, crowdstrike: 'enrolled' });

const accessed: Moment = { state: 'ConfirmAccess' };
const madeForCloudcraft: Moment = { state: 'EnsureRole', index: 0 };
const madeForCrowdstrike: Moment = { state: 'EnsureRole', index: 1 };

const deny = (Action: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*' },
  ],
});

const forbid = (action: string) => ({
  make: ({ membership }: Account) => membership?.serviceControlPolicies.push(deny(action)),
  undo: ({ membership }: Account) => membership?.serviceControlPolicies.pop(),
});

/** A role of our name that trusts somebody else. */
const putForeignRole = ({ id, roles }: Account, state: AwsState) => {
  const trusted = `arn:aws:iam::${state.organization.managementAccountId}:root`;
  roles.set('cloudcraft', bareRole({ state, accountId: id, name: 'cloudcraft', path: '/' }, trusted));
};

/** Hides a role from everybody, or shows it again. */
const rename = ({ roles }: Account, from: string, to: string) => {
  const role = roles.get(from);
  roles.delete(from);
  if (role !== undefined) roles.set(to, role);
};

const foreignRoleAlone = { roles: [{ tags: {}, attached: [] }, {}], cloudcraft: [], crowdstrike: [{}] };

export const awsChanges: AwsChange[] = [
  {
    ...{ change: 'is closed after its access role was assumed', after: accessed },
    make: ({ membership }) => Object.assign(membership ?? {}, { state: 'SUSPENDED' }),
    ...{ ends: both('AccountNotReadyError'), retried: true, next: both('skipped') },
    leaves: { roles: [], cloudcraft: [], crowdstrike: [{}] },
  },
  {
    ...{ change: 'loses its access role after it was assumed', after: accessed },
    make: (account) => rename(account, 'organizationaccountaccessrole', 'hidden'),
    undo: (account) => rename(account, 'hidden', 'organizationaccountaccessrole'),
    ...{ ends: both('AccountNotReadyError'), retried: true },
  },
  {
    ...{ change: 'is forbidden by policy to create roles', ...forbid('iam:CreateRole') },
    ...{ ends: both('AccessDeniedError'), retried: false },
  },
  {
    ...{ change: 'is forbidden by policy to attach policies', ...forbid('iam:AttachRolePolicy') },
    ...{ ends: onlyCloudcraft('AccessDeniedError'), retried: false },
  },
  {
    ...{
      change: 'is forbidden by policy to put policies, after its access role was assumed',
      ...forbid('iam:PutRolePolicy'),
    },
    after: accessed,
    ...{ ends: { cloudcraft: 'enrolled', crowdstrike: 'AccessDeniedError' }, retried: false },
  },
  {
    ...{ change: "loses Cloudcraft's role before it is registered", after: madeForCloudcraft },
    make: ({ roles }) => roles.delete('cloudcraft'),
    ...{ ends: onlyCloudcraft('RoleNotAssumableYetError'), retried: true },
  },
  {
    // CrowdStrike is not asked whether it can use the role: it takes hours to find out.
    ...{ change: "loses CrowdStrike's role before it is looked up", after: madeForCrowdstrike },
    make: ({ roles }) => roles.delete('crowdstrikecspmreader'),
    ...{ ends: both('enrolled'), retried: false },
  },
  {
    ...{ change: "loses the policy of Cloudcraft's role", after: madeForCloudcraft },
    make: ({ roles }) => roles.get('cloudcraft')?.attached.clear(),
    ...{ ends: onlyCloudcraft('RoleNotAssumableYetError'), retried: true },
  },
  {
    ...{
      change: "gets a foreign role in the place of Cloudcraft's",
      after: madeForCloudcraft,
      make: putForeignRole,
    },
    ...{ ends: onlyCloudcraft('RoleNotAssumableYetError'), retried: true },
    next: onlyCloudcraft('RoleNotOursError'),
    leaves: foreignRoleAlone,
  },
  {
    ...{ change: 'has a foreign role of our name from the start', make: putForeignRole },
    ...{ ends: onlyCloudcraft('RoleNotOursError'), retried: false },
    next: onlyCloudcraft('RoleNotOursError'),
    leaves: foreignRoleAlone,
  },
];

/** What IAM and STS make known only after a while, in seconds. */
export const delays: Partial<AwsSwitches>[] = [
  { roleNotReadableSeconds: 60 },
  { attachmentNotListedSeconds: 200 },
  { roleNotAssumableSeconds: 200 },
  { roleNotReadableSeconds: 60, attachmentNotListedSeconds: 300, roleNotAssumableSeconds: 200 },
  { accountNotReadySeconds: 900, accountNotReadyAs: 'RegionDisabledException' },
  { accountNotListedSeconds: 20 },
];
