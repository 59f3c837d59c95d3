import { html } from 'hono/html';
import type { Cause } from '../causes.ts';

/** What a person does about a cause: the operator's command, and the workflow's input that does the same. */
export function advice({ vendors, state, rows }: Cause) {
  const remedy = rows[0]?.remedy;
  const at = vendors.join(' and ');
  if (remedy === undefined) {
    return state === 'departed'
      ? html`<p>Rollcall did not make this registration, so it stays. Delete it at ${at} if nobody needs it.</p>`
      : html`<p>Rollcall did not make this registration. Have it repaired at ${at}; or delete it there, and enroll the account.</p>`;
  }
  return html`
<p>${FIRST[state]}${rows.length > 1 && ', for example'}: <code class="command">${remedy.command}</code></p>
<p class="soft">Without the command: start <b>${remedy.workflow}</b> with <code class="command">${remedy.input}</code></p>
${rows.length > 1 && ALL[state]}`;
}

const FIRST: Record<Cause['state'], string> = {
  failed: 'Fix the cause, then enroll again',
  degraded: 'Enroll again, which repairs the role and the registration',
  missing: 'Enroll',
  departed: 'Offboard',
};

const RETRY = html`<p>All at once: start <b>roll-call</b> with <code class="command">{"retryFailed":true}</code></p>`;

/** How all accounts of a cause are taken care of at once. */
const ALL: Record<Cause['state'], unknown> = {
  failed: RETRY,
  degraded: RETRY,
  missing: html`<p>All at once, by a roll call that enrolls: <code class="command">rollcall roll-call</code></p>`,
  departed: undefined,
};
