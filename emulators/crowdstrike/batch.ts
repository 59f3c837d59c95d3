import { readJson, type VendorRequest } from '../network/vendor-server.ts';
import { type Answer, type FalconError, FalconRefusal } from './envelope.ts';

/** What became of one entry of a batch. */
export interface Outcome {
  status: number;
  resource?: object;
  error?: FalconError;
}

/** The entries of a body `{"resources": […]}`. @throws FalconRefusal when it is not one, or has none */
export const entriesOf = (request: VendorRequest): unknown[] => {
  const json = readJson(request);
  const entries =
    typeof json === 'object' && json !== null && 'resources' in json ? json.resources : undefined;
  if (Array.isArray(entries) && entries.length > 0) return entries;
  throw new FalconRefusal(400, json === undefined ? 'invalid JSON body' : 'resources is required');
};

/** The answer to a batch: the status that all entries share, or 207 with the resources beside the errors. */
export const summary = (outcomes: Outcome[]): Answer => {
  const [status = 207, ...others] = new Set(outcomes.map((outcome) => outcome.status));
  return {
    status: others.length > 0 ? 207 : status,
    resources: outcomes.flatMap(({ resource }) => resource ?? []),
    errors: outcomes.flatMap(({ error }) => error ?? []),
    writes: outcomes.filter((outcome) => outcome.status < 207).length,
  };
};

/** An entry that failed. `account` is its account, where its id could be read. */
export const failed = (status: number, code: number, message: string, account?: string): Outcome => ({
  status,
  error: { code, message, ...(account === undefined ? {} : { id: account }) },
});
