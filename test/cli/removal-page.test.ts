import { createHash } from 'node:crypto';
import { removalPage } from '../../cli/page/removal-page.ts';
import { HARMFUL, idOf } from '../lib/coverage/organization.ts';
import { removal } from './removal.ts';

const page = removalPage(removal());

/** What a reader sees of an account: the text of its rows. */
function rowsOf(account: string): string {
  const group =
    page
      .split('<tbody>')
      .slice(1)
      .find((text) => text.includes(`"id">${account}<`)) ?? '';
  const [rows = ''] = group.split('</tbody>');
  return rows
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const arn = (index: number, vendor: string) => `arn:aws:iam::${idOf(index)}:role/${vendor}`;

it.each([
  {
    what: 'registrations by the vendors’ own ids, and roles',
    ...{ index: 1, name: 'team-1 ACTIVE' },
    rows: [
      `cloudcraft → remove cloudcraft-${idOf(1)} → remove ${arn(1, 'cloudcraft')}`,
      `crowdstrike → remove crowdstrike-${idOf(1)} → remove ${arn(1, 'crowdstrike')}`,
    ],
  },
  {
    what: 'a role that stays, and why, of an account that left',
    ...{ index: 3, name: 'not in the organization' },
    rows: [
      `cloudcraft → remove cloudcraft-${idOf(3)} ◆ stays the account is not in the organization`,
      `crowdstrike → remove crowdstrike-${idOf(3)} ◆ stays the account is not in the organization`,
    ],
  },
  {
    what: 'an account that is active again',
    ...{ index: 4, name: 'team-4 ACTIVE', rows: ['cloudcraft – skipped its state is ACTIVE'] },
  },
  {
    what: 'nothing where neither exists',
    ...{ index: 5, name: 'team-5 ACTIVE' },
    rows: ['cloudcraft ◌ nothing ◌ nothing', 'crowdstrike ◌ nothing ◌ nothing'],
  },
  {
    what: 'what could not be planned, and why',
    ...{ index: 6, name: '✕ failed OffboardingIncompleteError', rows: ['Tried to ask crowdstrike: 503.'] },
  },
])('shows $what', ({ index, name, rows }) => {
  expect(rowsOf(idOf(index))).toBe([idOf(index), name, ...rows].join(' '));
});

it('says how much would be removed, what stays for which reason, and what was asked', () => {
  expect(page).toContain(
    '<h1>Offboarding would remove 4 registrations and 4 roles. 1 account could not be planned.</h1>',
  );
  expect(page).toContain('2 registrations at cloudcraft and crowdstrike</h3>\n<p>It is not Rollcall’s');
  expect(page).toContain(
    '2 roles at cloudcraft and crowdstrike</h3>\n<p>The account is not in the organization.',
  );
  expect(page).toContain('<code>--include ou-ab12-payments --exclude team=a</code>');
  expect(removalPage({ ...removal(), plan: [] })).toContain('Nothing would be removed.');
});

it('allows its own style and no script, and writes what accounts and vendors say as text', () => {
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toContain(HARMFUL.slice(0, 20));
  expect(page).not.toMatch(/<script|<img|(src|href|url)\s*[=(]\s*["']?(https?:)?\/\//);
});
