import { html } from 'hono/html';
import type { Cause } from '../causes.ts';

/** What a person does about a cause: the operator's command, and the workflow's input that does the same. */
export function advice({ vendor, state, rows }: Cause) {
  const remedy = rows[0]?.remedy;
  if (remedy === undefined) {
    return state === 'departed'
      ? html`Rollcall did not make this registration, so it stays. Delete it at ${vendor} if nobody needs it.`
      : html`Rollcall did not make this registration. Have it repaired at ${vendor}; or delete it there, and enroll the account.`;
  }
  const single = html`<code>${remedy.command}</code>, or start <b>${remedy.workflow}</b> with <code>${remedy.input}</code>`;
  if (rows.length === 1) return html`${FIRST[state]} ${single}.`;
  if (state === 'missing') {
    return html`A roll call that enrolls takes care of all: <code>rollcall roll-call</code>. One by one: ${single}.`;
  }
  if (state === 'departed') return html`${FIRST[state]} for example ${single}.`;
  return html`${FIRST[state]} for example ${single}. For all, start <b>roll-call</b> with <code>{"retryFailed":true}</code>.`;
}

const FIRST: Record<Cause['state'], string> = {
  failed: 'Fix the cause, then enroll again:',
  degraded: 'Enroll again, which repairs the role and the registration:',
  missing: 'Enroll:',
  departed: 'Offboard:',
};
