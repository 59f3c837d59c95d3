import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { coverageFiles } from '../../../infrastructure/coverage-files.ts';
import { append } from '../../../lib/coverage/history.ts';
import { page } from '../../../lib/coverage/page/page.ts';
import type { Meta } from '../../../lib/coverage/report.ts';
import { HARMFUL, historyOf, idOf, reportOn, start } from './organization.ts';

const pageOn = async (size: number, overrides: Partial<Meta> = {}) => {
  const report = await reportOn(size, overrides);
  return page(report, historyOf(report, 3));
};

const escaped = (text: string) => text.replaceAll('"', '&quot;').replaceAll("'", '&#39;');

it.each(Object.entries(await coverageFiles()))(
  '%s is generated from the sources of today',
  (path, content) => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')).toBe(content);
  },
);

it('allows its own script and style, and nothing else', async () => {
  const text = await pageOn(40);
  const hashOf = (element: string) => {
    const [, content = ''] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(text) ?? [];
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; base-uri 'none'; form-action 'none'`,
  );
  expect(text).not.toMatch(/(src|href|url)\s*[=(]\s*["']?(https?:)?\/\//);
});

it("writes an account's name as text only", async () => {
  const text = await pageOn(40);
  expect(text).not.toContain(HARMFUL.slice(0, 20));
  expect(text).not.toContain('<img');
  expect(text.match(/<script/g)).toHaveLength(2);
});

it.each([
  ['that it was a dry run', { dryRun: true }, 'A dry run: nothing was changed.'],
  [
    'what it was limited to',
    { only: { vendors: ['crowdstrike'] } },
    '{&quot;vendors&quot;:[&quot;crowdstrike&quot;]}',
  ],
  ['which filter was in force', {}, 'ou-ab12-sandbox1'],
  ['its depth', { depth: 'roles' as const }, 'Rollcall’s role in each covered account'],
  ['the cause of a failure', {}, '292230061137 is denied sts:AssumeRole by a service control policy'],
  [
    'the command that fixes it',
    {},
    `data-command="${escaped(start('enroll-account', { accountId: idOf(11), vendors: ['crowdstrike'] }))}"`,
  ],
  ['the command for all', {}, escaped(start('roll-call', { retryFailed: true }))],
  [
    'the input that does the same in the console',
    {},
    '<code>{&quot;accountId&quot;:&quot;100000087109&quot;,&quot;vendors&quot;:[&quot;crowdstrike&quot;]}</code>',
  ],
  [
    'the command that offboards what departed',
    {},
    `data-command="${escaped(start('offboard-account', { accountId: '999900001111', onlyDeparted: true }))}"`,
  ],
  ['what is not ours', {}, 'Rollcall did not make this registration, so it stays.'],
])('says %s', async (_, overrides, words) => {
  expect(await pageOn(40, overrides)).toContain(words);
});

it('has a trend from the second roll call of the whole organization on', async () => {
  const report = await reportOn(40);
  const partial = await reportOn(40, { at: '2026-11-26T03:00:00Z', only: { vendors: ['cloudcraft'] } });
  expect(page(partial, append(partial, append(report)))).toContain('It begins with the second roll call');
  expect(page(report, historyOf(report, 2))).toContain('<path class="line series-1"');
});

it.each([
  { at: '2026-11-24T03:00:00Z', ends: ['2026-11-24', '2026-11-25'] },
  { at: '2026-11-25T01:30:00Z', ends: ['2026-11-25 01:30 UTC', '2026-11-25 03:00 UTC'] },
])('has the ends $ends below the trend', async ({ at, ends: [first, last] }) => {
  const report = await reportOn(40);
  const history = append(report, append({ ...report, at }));
  expect(page(report, history)).toContain(
    `<div class="times"><span>${first}</span><span>${last}</span></div>`,
  );
});
