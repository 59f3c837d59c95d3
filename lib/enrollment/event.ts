import * as v from 'valibot';
import { AccountId } from '../organization/account.ts';
import { inDetails, readStart } from '../organization/account-event.ts';
import { JoinedAccount } from './joined-account.ts';
import { NotListedAt } from './not-listed.ts';

/** What an operator, or another workflow, starts an enrollment with. */
const Manual = v.strictObject({
  accountId: AccountId,
  /** The vendors to enroll with; all that are enabled when left out. */
  vendors: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  /** An operator's permission to take over roles of our names without our tags. */
  adopt: v.optional(v.boolean(), false),
  /** Say what would be done, and change nothing. */
  dryRun: v.optional(v.boolean(), false),
  /** When the lists of these vendors lacked the account, by a roll call. */
  notListedAt: v.optional(NotListedAt, '-'),
  /** Comes from a workflow that starts this one, for the console's link between the two executions. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: v.optional(v.string()),
});
export type EnrollmentInput = v.InferInput<typeof Manual>;
export type EnrollmentRequest = v.InferOutput<typeof Manual>;

/** An account that could not be created, or managed, is not enrolled. */
const state = v.literal('SUCCEEDED', 'expected SUCCEEDED; there is no account to enroll otherwise');

/** The name in this event is masked, so only the id counts. Source: Organizations User Guide, "Logging with CloudTrail", and a captured event. */
const CreateAccountResult = v.pipe(
  v.looseObject({ createAccountStatus: v.looseObject({ state, accountId: AccountId }) }),
  v.transform(({ createAccountStatus }) => createAccountStatus.accountId),
);

const Managed = v.pipe(
  v.looseObject({ state, account: v.looseObject({ accountId: AccountId }) }),
  v.transform(({ account }) => account.accountId),
);

/** Source: AWS Control Tower User Guide, "Lifecycle events". */
const CreateManagedAccount = v.pipe(
  v.looseObject({ createManagedAccountStatus: Managed }),
  v.transform(({ createManagedAccountStatus }) => createManagedAccountStatus),
);

/** What Control Tower sends instead when an enrolment is repeated. Source: as above. */
const UpdateManagedAccount = v.pipe(
  v.looseObject({ updateManagedAccountStatus: Managed }),
  v.transform(({ updateManagedAccountStatus }) => updateManagedAccountStatus),
);

const events: Record<string, v.GenericSchema<unknown, string>> = {
  'aws.organizations CreateAccountResult': inDetails(CreateAccountResult),
  'aws.organizations AccountJoinedOrganization': JoinedAccount,
  'aws.controltower CreateManagedAccount': inDetails(CreateManagedAccount),
  'aws.controltower UpdateManagedAccount': inDetails(UpdateManagedAccount),
};

/**
 * What an enrollment is asked to do: by an EventBridge event of Organizations or Control Tower, or by hand with
 * `{"accountId": "…", "vendors"?: […], "adopt"?: true, "dryRun"?: true}`.
 *
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export const readRequest = (input: unknown): EnrollmentRequest =>
  readStart(input, {
    ...{ Manual, events },
    ofEvent: ({ accountId }) => ({ accountId, adopt: false, dryRun: false, notListedAt: '-' }),
    next: 'start the enrollment with {"accountId": "…"} and, if you like, "vendors", "adopt" and "dryRun", or with an event as in events/',
  });
