import * as z from 'zod/mini';
import { JoinedAccount } from '../enrollment/joined-account.ts';
import { AccountId } from '../organization/account.ts';
import { inDetails, readStart } from '../organization/account-event.ts';

/** What an operator, or another workflow, starts an offboarding with. */
const Manual = z.strictObject({
  accountId: AccountId,
  /** The vendors to offboard from; all that are enabled when left out. */
  vendors: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** Whether the roles stay in the account. */
  keepRole: z._default(z.boolean(), false),
  /** Say what would be done, and change nothing. */
  dryRun: z._default(z.boolean(), false),
  /** Do nothing if AWS lists the account as active; otherwise an operator's word is enough. */
  onlyDeparted: z._default(z.boolean(), false),
  /** Comes from a workflow that starts this one, for the console's link between the two executions. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.optional(z.string()),
});
export type OffboardingInput = z.input<typeof Manual>;

/** What an offboarding is asked to do. */
export type OffboardingRequest = z.infer<typeof Manual> & {
  /** When the account departed, in milliseconds of the epoch, where an event says so. */
  departedAt?: number | undefined;
};

const Closed = z.pipe(
  z.looseObject({
    closeAccountStatus: z.looseObject({
      state: z.literal('SUCCEEDED', 'expected SUCCEEDED; the account is not closed otherwise'),
      accountId: AccountId,
    }),
  }),
  z.transform(({ closeAccountStatus }) => closeAccountStatus.accountId),
);

/** A call that AWS refused changed nothing. Source: CloudTrail User Guide, "CloudTrail record contents". */
const Called = z.pipe(
  z.looseObject({
    detail: z.looseObject({
      errorCode: z.optional(z.never('expected none; AWS refused the call')),
      requestParameters: z.looseObject({ accountId: AccountId }),
    }),
  }),
  z.transform(({ detail }) => detail.requestParameters.accountId),
);

/** Source: Organizations User Guide, "Logging with CloudTrail". The form of the last one is not published. */
const events: Record<string, z.ZodMiniType<string>> = {
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
