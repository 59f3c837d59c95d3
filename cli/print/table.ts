import Table from 'cli-table3';
import type { VendorReport } from '../../emulators/controls/report.ts';
import { wrap } from './wrap.ts';

/** The longest line of a value; titles, borders and the space around them take the other 17 of 80 characters. */
const VALUE = 63;

/** A table of what each vendor and the account's IAM hold, and of what the audit says; no line is longer than 80 characters. */
export function vendorTable(reports: VendorReport[], audit: Record<string, string>): string {
  const table = new Table({ style: { head: [], border: [] }, colWidths: [12, VALUE + 2] });
  for (const report of reports) {
    table.push([{ content: report.vendor, colSpan: 2 }]);
    for (const [title, value = '—'] of Object.entries(factsOf(report, audit)))
      table.push([title, wrap(value, 0, VALUE)]);
  }
  return table.toString();
}

const factsOf = (
  { vendor, role, registrations }: VendorReport,
  audit: Record<string, string>,
): Record<string, string | undefined> => ({
  role:
    role && `${role.arn}${role.tags['rollcall:vendor'] === vendor ? '' : '\nwithout the tags of Rollcall'}`,
  trusts: role && `${role.trusts.join(', ')}${role.externalId ? '\nwith its external id' : ''}`,
  policies: role?.policies.join(', '),
  registered:
    registrations.map(({ id, name, status }) => `${id} (${name}, ${status})`).join('\n') || undefined,
  audit: audit[vendor],
});
