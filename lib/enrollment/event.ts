import * as z from 'zod';
import { AccountId } from '../organization/account.ts';
import { inDetails, readStart } from '../organization/account-event.ts';
import { JoinedAccount } from './joined-account.ts';
import { NotListedAt } from './not-listed.ts';

/** What an operator, or another workflow, starts an enrollment with. */
const Manual = z.strictObject({
  accountId: AccountId,
  /** The vendors to enroll with; all that are enabled when left out. */
  vendors: z.array(z.string()).min(1).optional(),
  /** An operator's permission to take over roles of our names without our tags. */
  adopt: z.boolean().default(false),
  /** Say what would be done, and change nothing. */
  dryRun: z.boolean().default(false),
  /** When the lists of these vendors lacked the account, by a roll call. */
  notListedAt: NotListedAt.default('-'),
  /** Comes from a workflow that starts this one, for the console's link between the two executions. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
});
export type EnrollmentInput = z.input<typeof Manual>;
export type EnrollmentRequest = z.infer<typeof Manual>;

/** An account that could not be created, or managed, is not enrolled. */
const state = z.literal('SUCCEEDED', 'expected SUCCEEDED; there is no account to enroll otherwise');

/** The name in this event is masked, so only the id counts. Source: Organizations User Guide, "Logging with CloudTrail", and a captured event. */
const CreateAccountResult = z
  .looseObject({ createAccountStatus: z.looseObject({ state, accountId: AccountId }) })
  .transform(({ createAccountStatus }) => createAccountStatus.accountId);

const Managed = z
  .looseObject({ state, account: z.looseObject({ accountId: AccountId }) })
  .transform(({ account }) => account.accountId);

/** Source: AWS Control Tower User Guide, "Lifecycle events". */
const CreateManagedAccount = z
  .looseObject({ createManagedAccountStatus: Managed })
  .transform(({ createManagedAccountStatus }) => createManagedAccountStatus);

/** What Control Tower sends instead when an enrolment is repeated. Source: as above. */
const UpdateManagedAccount = z
  .looseObject({ updateManagedAccountStatus: Managed })
  .transform(({ updateManagedAccountStatus }) => updateManagedAccountStatus);

const events: Record<string, z.ZodType<string>> = {
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
