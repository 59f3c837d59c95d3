import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A page's head: its title, its style, and the script that it runs, if any. */
interface Head {
  title: string;
  style: string;
  script?: string;
}

/**
 * One HTML file, which needs nothing from elsewhere and allows nothing: its policy names the hashes of its own script and
 * style.
 */
export const htmlDocument = ({ title, style, script }: Head, body: Html): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
${script === undefined ? '' : html`<script>${raw(script)}</script>`}
</body>
</html>
`);

const policy = (style: string, script?: string) =>
  [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${hash(script)}`]),
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
