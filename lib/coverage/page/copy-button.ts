import { html } from 'hono/html';

/** A button by which the page's script copies a command. */
export const copyButton = (command: string) =>
  html`<button type="button" class="copy" data-command="${command}">Copy</button>`;
