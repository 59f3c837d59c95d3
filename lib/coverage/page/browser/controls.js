const FILTERS = ['text', 'state', 'vendor', 'unit'];

/** Binds the filters and the sortable headers; `changed` gets the part of the view that a person has changed. */
export function controls(form, table, changed) {
  const fields = FILTERS.map((name) => form.elements.namedItem(name));
  form.addEventListener('input', (event) => changed({ [event.target.name]: event.target.value }));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    changed({ text: '', state: '', vendor: '', unit: '' });
  });
  const headers = [...table.querySelectorAll('th[data-sort]')];
  for (const header of headers) {
    header.querySelector('button').addEventListener('click', () => {
      const descending = header.getAttribute('aria-sort') === 'ascending';
      changed({ sort: header.dataset.sort, descending });
    });
  }
  return {
    /** Brings the controls in line with the view. */
    show(view) {
      for (const field of fields) if (field.value !== view[field.name]) field.value = view[field.name];
      for (const header of headers) {
        const isSorted = header.dataset.sort === view.sort;
        header.setAttribute('aria-sort', !isSorted ? 'none' : view.descending ? 'descending' : 'ascending');
      }
      form.elements.namedItem('clear').disabled = FILTERS.every((name) => !view[name]);
    },
    /** The filters in force, in words. */
    describe(view) {
      const inForce = fields.filter(({ name }) => view[name]);
      const words = inForce.map(({ name, value, selectedOptions }) =>
        name === 'text' ? `“${value}”` : (selectedOptions[0]?.textContent.trim() ?? view[name]),
      );
      return words.length === 0 ? '' : `: ${words.join(', ')}`;
    },
  };
}
