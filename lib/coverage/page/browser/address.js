const FIELDS = ['text', 'state', 'vendor', 'unit', 'sort'];

/** The view that the address's fragment names, so that a link or a bookmark opens it again. */
export function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const view = Object.fromEntries(FIELDS.map((field) => [field, fields.get(field) ?? '']));
  return { ...view, descending: fields.has('descending') };
}

/** Writes the view into the address, without a step in the browser's history. */
export function writeAddress(view) {
  const fields = new URLSearchParams(
    FIELDS.filter((field) => view[field]).map((field) => [field, view[field]]),
  );
  if (view.descending) fields.set('descending', '');
  history.replaceState(null, '', `#${fields}`);
}

/** Calls back when a link within the page, or the reader, changes the view in the address. */
export function onAddress(changed) {
  window.addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.includes('=')) return;
    changed();
    document.getElementById('accounts').scrollIntoView();
  });
}
