import { type Machine, statesOf } from '../../test/configuration/workflows.ts';

/** A table of a workflow's states with their comments, as the file has them. */
export const statesTable = (machine: Machine) =>
  [
    '| state | type | what it does |',
    '|---|---|---|',
    ...statesOf(machine).map(
      ([name, { Type, Comment }]) =>
        `| \`${name}\` | ${Type} | ${typeof Comment === 'string' ? Comment : ''} |`,
    ),
  ].join('\n');
