import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { AccountId } from '../organization/account.ts';
import { parse } from '../parse.ts';
import { JoinedAccount } from './joined-account.ts';

/** What an operator, or another workflow, starts an enrollment with. */
const Manual = z.strictObject({
  accountId: AccountId,
  /** The vendors to enroll with; all that are enabled when left out. */
  vendors: z.array(z.string()).min(1).optional(),
  /** An operator's permission to take over roles of our names without our tags. */
  adopt: z.boolean().default(false),
  /** Say what would be done, and change nothing. */
  dryRun: z.boolean().default(false),
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

const inDetails = (details: z.ZodType<string>) =>
  z
    .looseObject({ detail: z.looseObject({ serviceEventDetails: details }) })
    .transform(({ detail }) => detail.serviceEventDetails);

const events: Record<string, z.ZodType<string>> = {
  'aws.organizations CreateAccountResult': inDetails(CreateAccountResult),
  'aws.organizations AccountJoinedOrganization': JoinedAccount,
  'aws.controltower CreateManagedAccount': inDetails(CreateManagedAccount),
  'aws.controltower UpdateManagedAccount': inDetails(UpdateManagedAccount),
};

const Envelope = z.looseObject({ source: z.string(), detail: z.looseObject({ eventName: z.string() }) });

/**
 * What an enrollment is asked to do: by an EventBridge event of Organizations or Control Tower, or by hand with
 * `{"accountId": "…", "vendors"?: […], "adopt"?: true, "dryRun"?: true}`.
 *
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export function readRequest(input: unknown): EnrollmentRequest {
  const isEvent = typeof input === 'object' && input !== null && ('source' in input || 'detail' in input);
  if (!isEvent) return parse(Manual, input, understanding('input'));
  const { source, detail } = parse(Envelope, input, understanding('event'));
  const kind = `${source} ${detail.eventName}`;
  const Event = Object.hasOwn(events, kind) ? events[kind] : undefined;
  if (Event === undefined)
    throw invalid(kind, `detail.eventName: expected one of ${Object.keys(events).join(', ')}`);
  return { accountId: parse(Event, input, understanding(kind)), adopt: false, dryRun: false };
}

const understanding = (what: string) => ({
  whole: 'input',
  refuse: (faults: string) => invalid(what, faults),
});

const invalid = (what: string, answered: string) =>
  new InvalidInputError({
    tried: `understand the ${what}`,
    answered,
    next: 'start the enrollment with {"accountId": "…"} and, if you like, "vendors", "adopt" and "dryRun", or with an event as in events/',
  });
