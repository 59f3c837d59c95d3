import type { HttpAnswer } from '../../../../lib/http/answer.ts';

/** An answer of CrowdStrike, with overrides. */
export const answer = (overrides: Partial<HttpAnswer> = {}): HttpAnswer => ({
  tried: 'GET https://api.crowdstrike.com/ (CrowdStrike)',
  status: 200,
  headers: new Headers(),
  traceId: undefined,
  body: undefined,
  summary: 'what was answered',
  ...overrides,
});
