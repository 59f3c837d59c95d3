import * as z from 'zod/mini';
import { AccountId } from '../organization/account.ts';
import { inDetails, readStart } from '../organization/account-event.ts';
import { JoinedAccount } from './joined-account.ts';
import { NotListedAt } from './not-listed.ts';

/** What an operator, or another workflow, starts an enrollment with. */
const Manual = z.strictObject({
  accountId: AccountId,
  /** The vendors to enroll with; all that are enabled when left out. */
  vendors: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** An operator's permission to take over roles of our names without our tags. */
  adopt: z._default(z.boolean(), false),
  /** Say what would be done, and change nothing. */
  dryRun: z._default(z.boolean(), false),
  /** When the lists of these vendors lacked the account, by a roll call. */
  notListedAt: z._default(NotListedAt, '-'),
  /** Comes from a workflow that starts this one, for the console's link between the two executions. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.optional(z.string()),
});
export type EnrollmentInput = z.input<typeof Manual>;
export type EnrollmentRequest = z.infer<typeof Manual>;

/** An account that could not be created, or managed, is not enrolled. */
const state = z.literal('SUCCEEDED', 'expected SUCCEEDED; there is no account to enroll otherwise');

/** The name in this event is masked, so only the id counts. Source: Organizations User Guide, "Logging with CloudTrail", and a captured event. */
const CreateAccountResult = z.pipe(
  z.looseObject({ createAccountStatus: z.looseObject({ state, accountId: AccountId }) }),
  z.transform(({ createAccountStatus }) => createAccountStatus.accountId),
);

const Managed = z.pipe(
  z.looseObject({ state, account: z.looseObject({ accountId: AccountId }) }),
  z.transform(({ account }) => account.accountId),
);

/** Source: AWS Control Tower User Guide, "Lifecycle events". */
const CreateManagedAccount = z.pipe(
  z.looseObject({ createManagedAccountStatus: Managed }),
  z.transform(({ createManagedAccountStatus }) => createManagedAccountStatus),
);

/** What Control Tower sends instead when an enrolment is repeated. Source: as above. */
const UpdateManagedAccount = z.pipe(
  z.looseObject({ updateManagedAccountStatus: Managed }),
  z.transform(({ updateManagedAccountStatus }) => updateManagedAccountStatus),
);

const events: Record<string, z.ZodMiniType<string>> = {
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
