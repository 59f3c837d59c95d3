import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { AccountId } from '../organization/account.ts';
import { JoinedAccount } from './joined-account.ts';

/** What an operator, or another workflow, starts an enrollment with. */
const Manual = z.strictObject({
  accountId: AccountId,
  /** The vendors to enroll with; all that are enabled when left out. */
  vendors: z.array(z.string()).min(1).optional(),
  /** An operator's word that roles of our names without our tags may be taken over. */
  adopt: z.boolean().default(false),
});
export type EnrollmentInput = z.input<typeof Manual>;
export type EnrollmentRequest = z.infer<typeof Manual>;

/** An account that could not be created, or managed, is none to enroll. */
const state = z.literal('SUCCEEDED', 'expected SUCCEEDED; there is no account to enroll otherwise');

/** The name in this event is masked, so only the id counts. Source: Organizations User Guide, "Logging with CloudTrail", and a captured event. */
const CreateAccountResult = z
  .looseObject({ createAccountStatus: z.looseObject({ state, accountId: AccountId }) })
  .transform(({ createAccountStatus }) => createAccountStatus.accountId);

/** Source: AWS Control Tower User Guide, "Lifecycle events". */
const CreateManagedAccount = z
  .looseObject({
    createManagedAccountStatus: z.looseObject({ state, account: z.looseObject({ accountId: AccountId }) }),
  })
  .transform(({ createManagedAccountStatus }) => createManagedAccountStatus.account.accountId);

/** What Control Tower sends instead when an enrolment is repeated. Source: as above. */
const UpdateManagedAccount = z
  .looseObject({
    updateManagedAccountStatus: z.looseObject({ state, account: z.looseObject({ accountId: AccountId }) }),
  })
  .transform(({ updateManagedAccountStatus }) => updateManagedAccountStatus.account.accountId);

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
 * `{"accountId": "…", "vendors"?: […], "adopt"?: true}`.
 *
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export function readRequest(input: unknown): EnrollmentRequest {
  const isEvent = typeof input === 'object' && input !== null && ('source' in input || 'detail' in input);
  if (!isEvent) return parse(Manual, input, 'input');
  const { source, detail } = parse(Envelope, input, 'event');
  const kind = `${source} ${detail.eventName}`;
  const Event = Object.hasOwn(events, kind) ? events[kind] : undefined;
  if (Event === undefined)
    throw invalid(kind, `detail.eventName: expected one of ${Object.keys(events).join(', ')}`);
  return { accountId: parse(Event, input, kind), adopt: false };
}

function parse<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    what,
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; '),
  );
}

const invalid = (what: string, said: string) =>
  new InvalidInputError({
    tried: `understand the ${what}`,
    said,
    next: 'start the enrollment with {"accountId": "…"} and, if you like, "vendors" and "adopt", or with an event as in events/',
  });
