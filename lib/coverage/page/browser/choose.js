const GAPS = ['missing', 'degraded', 'failed'];
const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The rows that pass the view's filters; a state is asked of the chosen vendor, or of any. */
export function choose(rows, { text = '', state, vendor, unit }, vendors) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (cell) =>
    cell !== undefined && (!state || cell.state === state || (state === 'gap' && GAPS.includes(cell.state)));
  const index = vendors.indexOf(vendor);
  return rows.filter(
    (row) =>
      (index === -1 ? row.at.some(isWanted) : isWanted(row.at[index])) &&
      (!unit || row.path.includes(unit)) &&
      words.every((word) => row.words.includes(word)),
  );
}

/** The rows in the view's order: by a column, or by a vendor's states from the worst to the best. */
export function order(rows, { sort = '', descending }, { vendors, urgency }) {
  if (sort === '') return rows;
  const index = vendors.indexOf(sort.replace(/^at-/, ''));
  const rank = (row) => (row.at[index] ? urgency.indexOf(row.at[index].state) : urgency.length);
  const compare =
    index === -1
      ? (a, b) => COLLATOR.compare(a[sort] ?? '', b[sort] ?? '')
      : (a, b) => rank(a) - rank(b) || COLLATOR.compare(a.at[index]?.since ?? '', b.at[index]?.since ?? '');
  const sorted = rows.toSorted ? rows.toSorted(compare) : [...rows].sort(compare);
  return descending ? sorted.reverse() : sorted;
}
