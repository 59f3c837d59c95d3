import { html, raw } from 'hono/html';
import type { CoverageReport } from '../report.ts';
import { STATES } from '../row.ts';
import { tableData } from './table-data.ts';

/** The table of all accounts. Its rows are data that the page's script chooses, sorts and shows a part of. */
export function accounts(report: CoverageReport) {
  const vendors = report.vendors.map(({ vendor }) => vendor);
  const units = [...new Set(report.rows.flatMap((row) => row.units))].sort();
  return html`
<h2 id="accounts">Accounts</h2>
<noscript><p class="note">The table needs JavaScript. The CSV and JSON files of this roll call have the same rows.</p></noscript>
<form id="controls" role="search" aria-label="Accounts">
<label>Search <input name="text" type="search" placeholder="id, name, unit, reason" autocomplete="off" spellcheck="false"></label>
<label>State <select name="state"><option value="">any state</option><option value="gap">any gap</option>${STATES.map(option)}</select></label>
<label>Vendor <select name="vendor"><option value="">any vendor</option>${vendors.map(option)}</select></label>
<label>Unit <select name="unit"><option value="">any unit</option>${units.map(option)}</select></label>
<button name="clear" type="reset">Clear</button>
</form>
<div class="found"><p id="count" role="status"></p><p id="copied" class="soft" role="status"></p><button id="copy" type="button">Copy the ids</button></div>
<table id="table" role="table">
<caption>Accounts with their state at each vendor. The buttons in the column headers sort.</caption>
<thead role="rowgroup"><tr role="row">${[
    header('id', 'Account'),
    header('name', 'Name'),
    header('unit', 'Unit'),
    ...vendors.map((vendor) => header(`at-${vendor}`, vendor)),
  ]}<th role="columnheader" scope="col">Why</th></tr></thead>
<tbody id="rows" role="rowgroup"></tbody>
</table>
<p id="none" class="card" hidden>${report.rows.length === 0 ? 'The organization has no account.' : 'No account fits these filters.'}</p>
<div class="rest" id="rest" hidden><button id="more" type="button">Show more</button><button id="all" type="button">Show all</button></div>
<script type="application/json" id="data">${raw(embedded(tableData(report)))}</script>`;
}

const option = (value: string) => html`<option>${value}</option>`;

const header = (sort: string, label: string) => html`
<th role="columnheader" scope="col" data-sort="${sort}" aria-sort="none"><button type="button">${label}</button></th>`;

/** JSON that ends no script element, whatever its texts are. */
const embedded = (data: object) => JSON.stringify(data).replaceAll('<', '\\u003c');
