import Table from 'cli-table3';
import type { VendorReport } from '../../emulators/controls/report.ts';

/** A table of what each vendor and the account's IAM hold, and of what the audit says; no line is longer than 100 characters. */
export function vendorTable(reports: VendorReport[], audit: Record<string, string>): string {
  const table = new Table({
    style: { head: [], border: [] },
    colWidths: [13, 12, 71],
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  for (const report of reports) {
    const facts = Object.entries(factsOf(report, audit));
    const [first, ...rest] = facts.map(([title, value]) => [title, value ?? '—']);
    table.push([{ content: report.vendor, rowSpan: facts.length }, ...(first ?? [])], ...rest);
  }
  return table.toString();
}

const factsOf = ({ vendor, role, registrations }: VendorReport, audit: Record<string, string>) => ({
  role: role?.arn,
  trusts: role && `${role.trusts.join(', ')}${role.externalId ? '\nwith its external id' : ''}`,
  policies: role?.policies.join(', '),
  registered:
    registrations.map(({ id, name, status }) => `${id} (${name}, ${status})`).join('\n') || undefined,
  audit: audit[vendor],
});
