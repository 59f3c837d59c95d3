/** An account as a table row. Whatever an account or a vendor says becomes text, never markup. */
export function render(row, { vendors, marks }) {
  return node('tr', { role: 'row' }, [
    node('th', { scope: 'row', role: 'rowheader', class: 'id' }, [row.id]),
    cell('Name', 'name', row.name ? [node('bdi', {}, [row.name])] : ['not in the organization']),
    cell('Unit', 'unit', [node('span', { title: row.path.join(' / ') }, [row.unit || '–'])]),
    ...row.at.map((at, index) => cell(vendors[index], 'at', at ? [badge(at, marks), since(at)] : ['–'])),
    cell('Why', 'why', explanations(row.at, vendors)),
  ]);
}

/** Why the account is in its states, and the command that changes it; what is so at several vendors is said once. */
function explanations(at, vendors) {
  const told = new Map();
  at.forEach((cell, index) => {
    if (!cell?.reason && !cell?.command) return;
    const key = `${cell.reason} ${cell.command}`;
    told.set(key, { ...cell, vendors: [...(told.get(key)?.vendors ?? []), vendors[index]] });
  });
  return [...told.values()].map(({ vendors, reason, command }) =>
    node('p', {}, [
      ...(vendors.length < at.length ? [node('b', {}, [vendors.join(', ')]), ' '] : []),
      reason,
      ...(command ? [' ', copyButton(command)] : []),
    ]),
  );
}

const cell = (label, name, children) =>
  node('td', { role: 'cell', 'data-label': label, class: name }, children);

const copyButton = (command) =>
  node('button', { type: 'button', class: 'copy', title: command, 'data-command': command }, [
    'Copy command',
  ]);

const badge = ({ state }, marks) =>
  node('span', { class: `badge ${state}` }, [node('i', { 'aria-hidden': 'true' }, [marks[state]]), state]);

const since = (at) =>
  node('span', { class: 'since', title: at.since }, [
    'since ',
    node('time', { datetime: at.since }, [at.since.slice(0, 10)]),
  ]);

function node(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
