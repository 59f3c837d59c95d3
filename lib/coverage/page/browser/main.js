import { onAddress, readAddress, writeAddress } from './address.js';
import { choose, order } from './choose.js';
import { controls } from './controls.js';
import { copy } from './copy.js';
import { decode } from './decode.js';
import { render } from './render.js';

/** Rows shown at first, and added by "Show more": a browser lays out so many without delay. */
const FIRST = 100;
const MORE = 500;

/** Rows that are printed: browsers take seconds for so many pages, and for 10,000 accounts' they do not finish. */
const PRINTED = 2000;

const element = (id) => document.getElementById(id);
const data = JSON.parse(element('data').textContent);
const rows = decode(data);

let view = readAddress();
let chosen = [];
let shown = 0;

const body = element('rows');
const form = controls(element('controls'), element('table'), (changed) => {
  view = { ...view, ...changed };
  writeAddress(view);
  update();
});

onAddress(() => {
  view = readAddress();
  update();
});
element('more').addEventListener('click', () => grow(shown + MORE));
element('all').addEventListener('click', () => grow(chosen.length));
element('copy').addEventListener('click', () => copyIds());
document.addEventListener('click', ({ target }) => {
  if (target.dataset.command) copyCommand(target);
});
window.addEventListener('beforeprint', () => {
  show(Math.max(shown, PRINTED));
  announce();
});

element('table').style.setProperty('--vendors', data.vendors.length);
update();

/** Chooses and sorts the rows anew, and shows the first. */
function update() {
  form.show(view);
  chosen = order(choose(rows, view, data.vendors), view, data);
  body.replaceChildren();
  shown = 0;
  show(FIRST);
  announce();
}

/** Shows so many rows, without moving those that are there. */
function show(count) {
  const next = chosen.slice(shown, count);
  body.append(...next.map((row) => render(row, data)));
  shown += next.length;
  const rest = chosen.length - shown;
  element('rest').hidden = rest === 0;
  element('more').hidden = rest <= MORE;
  element('more').textContent = `Show ${MORE} more`;
  element('all').textContent = `Show all ${chosen.length.toLocaleString('en-US')}`;
  element('none').hidden = chosen.length > 0;
}

/** Shows more and moves on to the first of the new rows, for those who cannot see that they have come. */
function grow(count) {
  const first = shown;
  show(count);
  announce();
  const row = body.rows[first];
  row?.setAttribute('tabindex', '-1');
  row?.focus();
}

function announce() {
  const total = rows.length.toLocaleString('en-US');
  const found = chosen.length.toLocaleString('en-US');
  const what = chosen.length === rows.length ? `${total} accounts` : `${found} of ${total} accounts`;
  const part = shown < chosen.length ? `, the first ${shown.toLocaleString('en-US')} shown` : '';
  element('count').textContent = what + part + form.describe(view);
}

async function copyIds() {
  const done = await copy(chosen.map(({ id }) => id).join('\n'));
  const count = chosen.length.toLocaleString('en-US');
  element('copied').textContent = done ? `${count} ids copied` : 'The browser did not allow copying';
}

async function copyCommand(button) {
  const done = await copy(button.dataset.command);
  button.textContent = done ? 'Copied' : 'Not allowed';
  element('copied').textContent = done ? 'Command copied' : 'The browser did not allow copying';
}
