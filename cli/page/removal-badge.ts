import { html } from 'hono/html';

/** What becomes of a registration or a role, with the character and the colour of the coverage page that fit. */
const LOOKS = {
  remove: { mark: '→', colour: 'departed' },
  stays: { mark: '◆', colour: 'known-elsewhere' },
  skipped: { mark: '–', colour: 'excluded' },
  failed: { mark: '✕', colour: 'failed' },
  nothing: { mark: '◌', colour: 'inactive' },
};

/** A word of the page as a badge. */
export const removalBadge = (word: keyof typeof LOOKS) =>
  html`<span class="badge ${LOOKS[word].colour}"><i aria-hidden="true">${LOOKS[word].mark}</i>${word}</span>`;
