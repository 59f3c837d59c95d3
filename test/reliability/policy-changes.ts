/** A value that differs from another in one thing that matters, and in which. */
export interface Change {
  change: string;
  changed: unknown;
}

/**
 * Every way to change one thing of a policy that matters: a text replaced or written in another case, an entry of a
 * list or of an object taken away, put in, or called otherwise. No generated policy holds what is put in.
 * The ids of statements mean nothing, and the case of actions does not either.
 */
export function changesOf(value: unknown, at: string[] = []): Change[] {
  if (at.at(-1) === 'Sid') return [];
  if (Array.isArray(value)) return listChanges(value, at);
  if (typeof value === 'object' && value !== null) return recordChanges(value, at);
  const text = String(value);
  const upper = text.toUpperCase();
  return [
    { change: `${at.join('.')} replaced`, changed: 'changed' },
    ...(upper === text || at.some((step) => step.endsWith('Action'))
      ? []
      : [{ change: `${at.join('.')} in another case`, changed: upper }]),
  ];
}

const listChanges = (list: unknown[], at: string[]): Change[] => [
  { change: `${at.join('.')} with one more`, changed: [...list, at.length === 1 ? MORE : 'changed'] },
  ...list.flatMap((item, index) => [
    { change: `${at.join('.')} without ${index}`, changed: list.toSpliced(index, 1) },
    ...changesOf(item, [...at, String(index)]).map(({ change, changed }) => ({
      change,
      changed: list.with(index, changed),
    })),
  ]),
];

/** A statement to put beside others. */
const MORE = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

const recordChanges = (record: object, at: string[]): Change[] => [
  { change: `${at.join('.')} with one more`, changed: { ...record, Changed: 'changed' } },
  ...Object.entries(record)
    .filter(([key]) => key !== 'Sid')
    .flatMap(([key, inner]) => {
      const rest = Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
      return [
        { change: `${[...at, key].join('.')} taken away`, changed: rest },
        {
          change: `${[...at, key].join('.')} called otherwise`,
          changed: { ...rest, [`${key}Changed`]: inner },
        },
        ...changesOf(inner, [...at, key]).map(({ change, changed }) => ({
          change,
          changed: { ...record, [key]: changed },
        })),
      ];
    }),
];
