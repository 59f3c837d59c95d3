import { globSync } from 'node:fs';
import { document } from './documents.ts';
import { ROOT } from './sources.ts';

/** What people read: the documents, and the texts and comments of what is deployed and of what runs it locally. */
const READ = [
  ...['*.md', 'docs/**/*.md', 'emulators/README.md', 'serverless.yml'],
  ...['{lib,functions,cli,emulators}/**/*.ts', '{infrastructure,workflows}/**/*.*'],
];

/** Words that a reader may take for something else, each with the plain one. Names of colours are in quotation marks. */
const WORDS: [wrong: RegExp, plain: string][] = [
  [/(?<!')\b(red|green)\b(?!')/i, 'failed, succeeded'],
  [/\benter(s|ed|ing)? ((an?|the|its|each|every|member|other) )*accounts?\b/i, 'assume the access role'],
  [/\bcan enter\b|\blets? (\w+ )?in\b/i, 'can assume the role'],
  [/\bwhom\b/i, 'the trusted principal'],
  [/\bmend(s|ed|ing)?\b/i, 'fix, repair'],
  [/(?<!\.)\bsigns?\b(?! (in|again|for|a request)\b)/i, 'character'],
  [/\bbears?\b/i, 'has'],
  [/\byoung(er)?\b/i, 'newly created'],
  [/\bside by side\b/i, 'in parallel'],
  [/\bother sides?\b/i, 'AWS, Cloudcraft, CrowdStrike'],
  [/\b(is|are) to know\b|\bmakes? \w+ known to\b/i, 'is registered with, registers'],
  [/(?<!\bthere )\bis (none\b|no (?!longer|more|limit|reason))/i, 'does not exist, is not a valid'],
  [/\bdeny away\b/i, 'remove the Deny statement'],
  [/\b(tells?|told)\b(?! apart)/i, 'report, print'],
  [/\bspoil/i, 'inject a fault'],
  [/\bsilent(ly)? den/i, 'implicit deny'],
];

const paths = globSync(READ, { cwd: ROOT, exclude: (path) => path.includes('node_modules') });
const lines = paths.flatMap((path) =>
  document(path)
    .split('\n')
    .map((line, index) => ({ line, at: `${path}:${index + 1}: ${line.trim()}` })),
);

it.each(WORDS)('no text says %s where the plain word is: %s', (wrong) => {
  expect(paths.length).toBeGreaterThan(150);
  expect(lines.flatMap(({ line, at }) => (wrong.test(line) ? [at] : []))).toEqual([]);
});
