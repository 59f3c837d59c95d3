import Table from 'cli-table3';
import type { VendorReport } from '../../emulators/controls/report.ts';
import { columns } from './columns.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** What titles, borders and the space around them take of a line. */
const FRAME = 17;

/** No lines between rows. */
const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** Tables of what each vendor and the account's IAM hold, and of what the audit says: as wide as the terminal, more where a name is too long. */
export function vendorTable(reports: VendorReport[], audit: Record<string, string>): string {
  const width = columns() - FRAME;
  const tables = reports.map((report) => {
    const table = new Table({ chars, style: { head: [], border: [] } });
    for (const [title, value = '—'] of Object.entries(factsOf(report, audit)))
      table.push([
        title.padEnd(10),
        wrap(printable(value), 0, width).replace(/$/m, (_, at) => ' '.repeat(Math.max(0, width - at))),
      ]);
    return table.toString();
  });
  return tables.join('\n');
}

const factsOf = (
  { vendor, role, registrations, problems }: VendorReport,
  audit: Record<string, string>,
): Record<string, string | undefined> => ({
  vendor,
  role:
    role && `${role.arn}${role.tags['rollcall:vendor'] === vendor ? '' : '\nwithout the tags of Rollcall'}`,
  ...(role && {
    trusts: `${role.trusts.join(', ')}${role.externalId ? '\nwith its external id' : ''}`,
    policies: role.policies.join(', ') || undefined,
  }),
  registered:
    registrations.map(({ id, name, status }) => `${id} (${name}, ${status})`).join('\n') || undefined,
  ...(problems.length > 0 && { 'cannot use': problems.join('\n') }),
  audit: audit[vendor],
});
