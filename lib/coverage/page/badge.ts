import { html } from 'hono/html';
import type { State } from '../row.ts';

/** A character for each state, so that colour alone never says it. */
export const MARKS: Record<State, string> = {
  covered: '✓',
  'known-elsewhere': '◆',
  missing: '○',
  degraded: '◐',
  failed: '✕',
  excluded: '–',
  inactive: '◌',
  departed: '→',
};

/** A state as the page shows it. */
export const badge = (state: State) =>
  html`<span class="badge ${state}"><i aria-hidden="true">${MARKS[state]}</i>${state}</span>`;
