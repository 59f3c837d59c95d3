import * as v from 'valibot';
import { InvalidInputError } from '../errors.ts';
import { parse } from '../parse.ts';

/** What starts a workflow for an account, and what becomes of it. */
interface Start<Request> {
  /** The input of an operator, or of another workflow. */
  Manual: v.GenericSchema<unknown, Request>;
  /** By the source and the name of an EventBridge event: how the account's id is read from it. */
  events: Record<string, v.GenericSchema<unknown, string>>;
  /** What an event asks for. */
  ofEvent(event: AccountEvent): Request;
  /** What to start the workflow with instead of an input that does not fit. */
  next: string;
}

/** An event about an account, and when it happened, in milliseconds of the epoch. */
interface AccountEvent {
  accountId: string;
  at?: number;
}

const Envelope = v.looseObject({
  source: v.string(),
  time: v.fallback(v.optional(v.pipe(v.string(), v.isoTimestamp(), v.endsWith('Z'))), undefined),
  detail: v.looseObject({ eventName: v.string() }),
});

/**
 * What a workflow is asked to do, by an event of Organizations or Control Tower, or by hand.
 * @throws {InvalidInputError} naming the path in the input that does not fit
 */
export function readStart<Request>(input: unknown, start: Start<Request>): Request {
  const { Manual, events, ofEvent, next } = start;
  const understand = <T>(schema: v.GenericSchema<unknown, T>, what: string): T =>
    parse(schema, input, { whole: 'input', refuse: (answered) => invalid(what, answered, next) });
  const isEvent = typeof input === 'object' && input !== null && ('source' in input || 'detail' in input);
  if (!isEvent) return understand(Manual, 'input');
  const { source, time, detail } = understand(Envelope, 'event');
  const kind = `${source} ${detail.eventName}`;
  const Event = Object.hasOwn(events, kind) ? events[kind] : undefined;
  if (Event === undefined)
    throw invalid(kind, `detail.eventName: expected one of ${Object.keys(events).join(', ')}`, next);
  const accountId = understand(Event, kind);
  return ofEvent({ accountId, ...(time !== undefined && { at: Date.parse(time) }) });
}

const invalid = (what: string, answered: string, next: string) =>
  new InvalidInputError({ tried: `understand the ${what}`, answered, next });

/** What services say of an event of theirs, beside the API call. Source: CloudTrail User Guide, "CloudTrail record contents". */
export const inDetails = (details: v.GenericSchema<unknown, string>) =>
  v.pipe(
    v.looseObject({ detail: v.looseObject({ serviceEventDetails: details }) }),
    v.transform(({ detail }) => detail.serviceEventDetails),
  );
