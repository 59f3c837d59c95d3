import { html } from 'hono/html';
import type { Cause } from '../causes.ts';
import { command } from '../command.ts';
import type { Remedy } from '../remedy.ts';
import type { StateMachines } from '../report.ts';
import { copyButton } from './copy-button.ts';

/** What a person does about a cause: the command for its first account, and the one for all accounts. */
export function advice(cause: Cause, stateMachines: StateMachines) {
  const { state, rows } = cause;
  const remedy = rows[0]?.remedy;
  const one = command(remedy, stateMachines);
  if (remedy === undefined || one === undefined) return byHand(cause);
  const all = rows.length > 1 ? command(ALL[state], stateMachines) : undefined;
  return html`
<p>${FIRST[state]}${rows.length > 1 && ', for example'}:</p>
${line(one)}
<p class="soft">Or in the console: start <b>${remedy.workflow}</b> with <code>${JSON.stringify(remedy.input)}</code></p>
${all && html`<p>All ${state === 'missing' ? 'gaps' : 'that failed or are degraded'} at once, by a roll call:</p>${line(all)}`}`;
}

/** What only the vendor's own console can do. */
function byHand({ vendors, state }: Cause) {
  const at = vendors.join(' and ');
  return state === 'departed'
    ? html`<p>Rollcall did not make this registration, so it stays. Delete it at ${at} if nobody needs it.</p>`
    : html`<p>Rollcall did not make this registration. Have it repaired at ${at}; or delete it there, and enroll the account.</p>`;
}

/** A line breaks between words, not within an option. */
const line = (text: string) =>
  html`<p class="command"><code>${text.split(' ').map((word) => html`<span>${word}</span> `)}</code>${copyButton(text)}</p>`;

const FIRST: Record<Cause['state'], string> = {
  failed: 'Fix the cause, then enroll again',
  degraded: 'Enroll again, which repairs the role and the registration',
  missing: 'Enroll',
  departed: 'Offboard',
};

const RETRY: Remedy = { workflow: 'roll-call', input: { retryFailed: true } };

/** How all accounts in a state are taken care of at once. */
const ALL: Record<Cause['state'], Remedy | undefined> = {
  failed: RETRY,
  degraded: RETRY,
  missing: { workflow: 'roll-call', input: {} },
  departed: undefined,
};
