import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** Runs a function once, as the only one of its process: `function.ts <file>`, its input on standard input. */
const [file = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(resolve(file)).href);
const answer: unknown = await handler(JSON.parse(await text(process.stdin)), {
  awsRequestId: 'bench',
  getRemainingTimeInMillis: () => 900_000,
});
process.send?.({ answer, megabytes: process.resourceUsage().maxRSS / 1024 });
