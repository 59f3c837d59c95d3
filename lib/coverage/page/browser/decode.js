/** The accounts out of the page's data, where what repeats is written once; `{id}` stands for the account's id. */
export function decode({ rows, units, texts, times, states, vendors }) {
  return rows.map(([id, name, accountState, unit, ...cells]) => {
    const fill = (text) => texts[text]?.replaceAll('{id}', id) ?? '';
    const at = cells.map((cell) =>
      cell === 0
        ? undefined
        : { state: states[cell[0]], since: times[cell[1]], reason: fill(cell[2]), command: fill(cell[3]) },
    );
    const words = at.map((cell, index) => cell && `${vendors[index]} ${cell.state} ${cell.reason}`);
    const path = units[unit];
    return {
      ...{ id, name, accountState, path, at },
      unit: path.at(-1) ?? '',
      words: [id, name, accountState, ...path, ...words].join(' ').toLowerCase(),
    };
  });
}
