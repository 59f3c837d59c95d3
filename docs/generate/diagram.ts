import { inside, type Machine, type State } from '../../test/configuration/workflows.ts';

/**
 * A workflow as a flowchart in Mermaid: its states, what runs inside of them, and each transition. States that can only
 * fail the execution, which give it its message, are left out.
 */
export const diagramOf = (machine: Machine) =>
  [
    '```mermaid',
    'flowchart LR',
    `  start([start]) --> ${machine.StartAt}`,
    ...linesOf(machine).map((line) => `  ${line}`),
    '```',
  ].join('\n');

function linesOf({ States }: Machine): string[] {
  const failing = new Set<string>();
  const canOnlyFail = (state: State) =>
    state.Type === 'Fail' || (targets(state).length > 0 && targets(state).every((to) => failing.has(to)));
  for (const _ of Object.keys(States))
    for (const [name, state] of Object.entries(States)) if (canOnlyFail(state)) failing.add(name);
  return Object.entries(States)
    .filter(([name]) => !failing.has(name))
    .flatMap(([name, state]) => [
      ...subgraph(name, state),
      ...edges(name, state).filter((line) => !failing.has(line.split(' ').at(-1) ?? '')),
    ]);
}

const targets = ({ Next, Default, Choices }: State): string[] =>
  [Next, Default, ...Choices.map((choice) => choice.Next)].filter((to) => to !== undefined);

function subgraph(name: string, state: State): string[] {
  const machines = inside(state);
  if (machines.length === 0) return [];
  const label = state.Type === 'Map' ? `${name}: for each item, in parallel` : `${name}: in parallel`;
  return [`subgraph ${name} [${label}]`, ...machines.flatMap(linesOf).map((line) => `  ${line}`), 'end'];
}

/** A state that leads nowhere as itself; otherwise `Next`, a choice and its default, and what a failure leads to; each target once. */
function edges(name: string, state: State): string[] {
  const { Next, Default, Choices, Catch } = state;
  const failed = new Set(Catch.map((catcher) => catcher.Next));
  const lines = [
    ...(Next === undefined ? [] : [`${name} --> ${Next}`]),
    ...[...new Set(Choices.map((choice) => choice.Next))].map((to) => `${name} -- yes --> ${to}`),
    ...(Default === undefined ? [] : [`${name} -- no --> ${Default}`]),
    ...[...failed].map((to) => `${name} -. failed .-> ${to}`),
  ];
  return lines.length === 0 && inside(state).length === 0 ? [name] : lines;
}
