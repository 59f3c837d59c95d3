import type { HttpAnswer } from '../http/answer.ts';
import type { CredentialSource } from './credentials.ts';

/**
 * Sends a request with the credentials at hand, and once more with fresh ones when they are refused: they may have
 * been rotated, revoked or expired since they were read.
 *
 * @param refusals the statuses that blame the credentials
 */
export async function authorized<C>(
  source: CredentialSource<C>,
  attempt: (credentials: C) => Promise<HttpAnswer>,
  refusals = [401],
): Promise<HttpAnswer> {
  const answer = await attempt(await source.current());
  return refusals.includes(answer.status) ? attempt(await source.renewed()) : answer;
}
