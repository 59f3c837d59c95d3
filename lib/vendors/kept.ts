/** How long an answer that belongs to credentials is kept, in milliseconds. */
const KEEP = 300_000;

/**
 * Asks again only after some minutes, or when the key is another one by then: whoever gets the answer for the key at hand
 * also acts with that key. What changes at the vendor meanwhile is as if it had changed a moment after it was asked.
 *
 * @param keyAtHand the key that a request would be sent with
 */
export function keptFor<T>(keyAtHand: () => Promise<string>, ask: () => Promise<T>): () => Promise<T> {
  let kept: { key: string; answer: T; until: number } | undefined;
  return async () => {
    const key = await keyAtHand();
    if (kept?.key === key && Date.now() < kept.until) return kept.answer;
    const answer = await ask();
    // A key that was refused was read again meanwhile.
    kept = { key: await keyAtHand(), answer, until: Date.now() + KEEP };
    return answer;
  };
}
