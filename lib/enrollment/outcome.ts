import * as v from 'valibot';
import { parseJson } from '../parse.ts';
import { EnsuredRole } from '../role/ensured.ts';
import { Registration } from '../vendors/registration.ts';
import { KnownBy, type Listed } from '../vendors/vendor.ts';
import { Waiting } from './in-turn.ts';

/** What a Catch of the workflow keeps of an error. `Cause` is Lambda's JSON, or the text of Step Functions itself. */
export const Failure = v.object({ Error: v.string(), Cause: v.optional(v.string(), '') });
export type Failure = v.InferOutput<typeof Failure>;

/** What PrepareRegistration gave. */
const Prepared = v.object({
  known: KnownBy,
  request: v.optional(v.unknown()),
  /** Of a dry run: what would be done at the vendor. */
  decisions: v.optional(v.array(v.string())),
});

/** What stands there before it did: nothing, or the wait for a turn. */
const NotPrepared = v.pipe(
  v.strictObject(v.partial(Waiting).entries),
  v.transform(() => undefined),
);

/** How one vendor's part of EnrollWithEachVendor ended: what each of its states left behind, as far as it came. */
export const VendorRun = v.object({
  vendor: v.string(),
  prepared: v.optional(v.union([Prepared, NotPrepared])),
  role: v.optional(EnsuredRole),
  registration: v.optional(Registration),
  failure: v.optional(Failure),
});
export type VendorRun = v.InferOutput<typeof VendorRun>;

/** The end of one vendor's enrollment, as the audit line reports it. */
export type Outcome =
  | { vendor: string; outcome: 'enrolled'; role: EnsuredRole; registration: Registration }
  | { vendor: string; outcome: 'known-elsewhere'; registration: Listed; role?: EnsuredRole | undefined }
  | {
      vendor: string;
      outcome: 'failed';
      state: string;
      error: string;
      cause: string;
      role?: EnsuredRole | undefined;
    }
  | { vendor: string; outcome: 'skipped'; reason: string };

type Of<Kind extends Outcome['outcome']> = Extract<Outcome, { outcome: Kind }>;

/** A vendor's part that failed, as the audit line reports it. */
export type Failed = Of<'failed'>;

/** The outcome of a vendor's run. */
export function outcomeOf(run: VendorRun): Outcome {
  const { vendor, role, registration, failure } = run;
  if (failure === undefined && role !== undefined && registration !== undefined) {
    return { vendor, outcome: 'enrolled', role, registration };
  }
  return elsewhere(run) ?? failed(run);
}

/** What is known of an account that a run left as it is; undefined when it did not. */
export function elsewhere({ vendor, prepared, role, failure }: VendorRun): Of<'known-elsewhere'> | undefined {
  const { known = { standing: 'unknown' as const }, request } = prepared ?? {};
  const isLeft = request === undefined || role?.change === 'left';
  if (failure !== undefined || known.standing === 'unknown' || !isLeft) return undefined;
  return { vendor, outcome: 'known-elsewhere', registration: known, role };
}

/** How a run failed. The state that failed is the first that left nothing behind. */
export function failed({ vendor, prepared, role, failure }: VendorRun): Failed {
  const state =
    prepared === undefined ? 'PrepareRegistration' : role === undefined ? 'EnsureRole' : 'RegisterAccount';
  return { vendor, outcome: 'failed', state, role, ...explain(failure) };
}

/** The error's name and its message, out of what a Catch kept. */
export const explain = (failure: Failure = { Error: 'States.Runtime', Cause: 'no reason was recorded' }) => ({
  error: failure.Error,
  cause: errorMessage(failure.Cause),
});

/** Source: Lambda Developer Guide, "Node.js handler errors": a function's error arrives as JSON. */
const LambdaError = v.object({ errorMessage: v.string() });

function errorMessage(cause: string): string {
  const error = parseJson(cause);
  return v.is(LambdaError, error) ? error.errorMessage : cause;
}
