import * as v from 'valibot';
import { JoinedAccount } from '../enrollment/joined-account.ts';
import { AccountId } from '../organization/account.ts';
import { inDetails, readStart } from '../organization/account-event.ts';

/** What an operator, or another workflow, starts an offboarding with. */
const Manual = v.strictObject({
  accountId: AccountId,
  /** The vendors to offboard from; all that are enabled when left out. */
  vendors: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  /** Whether the roles stay in the account. */
  keepRole: v.optional(v.boolean(), false),
  /** Say what would be done, and change nothing. */
  dryRun: v.optional(v.boolean(), false),
  /** Do nothing if AWS lists the account as active; otherwise an operator's word is enough. */
  onlyDeparted: v.optional(v.boolean(), false),
  /** Comes from a workflow that starts this one, for the console's link between the two executions. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: v.optional(v.string()),
});
export type OffboardingInput = v.InferInput<typeof Manual>;

/** What an offboarding is asked to do. */
export type OffboardingRequest = v.InferOutput<typeof Manual> & {
  /** When the account departed, in milliseconds of the epoch, where an event says so. */
  departedAt?: number | undefined;
};

const Closed = v.pipe(
  v.looseObject({
    closeAccountStatus: v.looseObject({
      state: v.literal('SUCCEEDED', 'expected SUCCEEDED; the account is not closed otherwise'),
      accountId: AccountId,
    }),
  }),
  v.transform(({ closeAccountStatus }) => closeAccountStatus.accountId),
);

/** A call that AWS refused changed nothing. Source: CloudTrail User Guide, "CloudTrail record contents". */
const Called = v.pipe(
  v.looseObject({
    detail: v.looseObject({
      errorCode: v.optional(v.never('expected none; AWS refused the call')),
      requestParameters: v.looseObject({ accountId: AccountId }),
    }),
  }),
  v.transform(({ detail }) => detail.requestParameters.accountId),
);

/** Source: Organizations User Guide, "Logging with CloudTrail". The form of the last one is not published. */
const events: Record<string, v.GenericSchema<unknown, string>> = {
  'aws.organizations CloseAccount': Called,
  'aws.organizations CloseAccountResult': inDetails(Closed),
  'aws.organizations RemoveAccountFromOrganization': Called,
  'aws.organizations AccountDepartedOrganization': JoinedAccount,
};

/**
 * What an offboarding is asked to do: by an EventBridge event of Organizations, or by hand with
 * `{"accountId": "…", "vendors"?: […], "keepRole"?: true, "dryRun"?: true}`.
 *
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export const readOffboarding = (input: unknown): OffboardingRequest =>
  readStart<OffboardingRequest>(input, {
    ...{ Manual, events },
    ofEvent: ({ accountId, at: departedAt }) => ({
      ...{ accountId, departedAt },
      ...{ keepRole: false, dryRun: false, onlyDeparted: true },
    }),
    next: 'start the offboarding with {"accountId": "…"} and, if you like, "vendors", "keepRole" and "dryRun", or with an event as in events/',
  });
