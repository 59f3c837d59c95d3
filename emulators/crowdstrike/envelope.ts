import type { CrowdstrikeSwitches } from './switches.ts';

/** One entry of `errors`. */
export interface FalconError {
  code: number;
  message: string;
  id?: string;
}

/** What an endpoint answers, before it is put in CrowdStrike's envelope; without `resources` the envelope has none. */
export interface Answer {
  status: number;
  resources?: unknown[];
  errors?: FalconError[];
  writes?: number;
  pagination?: { limit: number; offset: number; total: number };
  poweredBy?: string;
}

/** The answer to a request that CrowdStrike turns down. */
export const refused = (status: number, message: string, poweredBy = 'cspm-registration'): Answer => ({
  status,
  errors: [{ code: status, message }],
  resources: [],
  poweredBy,
});

/** Ends a request with such an answer, from wherever it is being worked on. */
export class FalconRefusal extends Error {
  override readonly name = 'FalconRefusal';
  readonly answer: Answer;

  constructor(status: number, message: string, poweredBy?: string) {
    super(message);
    this.answer = refused(status, message, poweredBy);
  }
}

/** The request's trace id, and when it came (`performance.now()`). */
export interface Trace {
  id: string;
  began: number;
}

/** Puts an answer in the envelope that all of CrowdStrike's endpoints share (gofalcon `MsaMetaInfo`, `MsaAPIError`). */
export const envelope = (answer: Answer, trace: Trace, switches: CrowdstrikeSwitches): Response => {
  const { status, resources, errors = [], writes, pagination, poweredBy = 'cspm-registration' } = answer;
  const meta = {
    query_time: (performance.now() - trace.began) / 1000,
    ...(writes === undefined ? {} : { writes: { resources_affected: writes } }),
    ...(pagination === undefined ? {} : { pagination }),
    powered_by: poweredBy,
    trace_id: trace.id,
  };
  const body = {
    meta,
    errors: list(errors, switches.noErrors),
    resources: resources === undefined ? undefined : list(resources, switches.noResources),
  };
  return Response.json(body, { status });
};

const list = (entries: unknown[], none: CrowdstrikeSwitches['noErrors']) => {
  if (entries.length > 0 || none === '[]') return entries;
  return none === 'null' ? null : undefined;
};
