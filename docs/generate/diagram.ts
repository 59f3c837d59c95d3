import { inside, type Machine, type State } from '../../test/configuration/workflows.ts';

/** A workflow as a flowchart in Mermaid: its states, what runs inside of them, and each transition. */
export const diagramOf = (machine: Machine) =>
  [
    '```mermaid',
    'flowchart LR',
    `  start([start]) --> ${machine.StartAt}`,
    ...linesOf(machine).map((line) => `  ${line}`),
    '```',
  ].join('\n');

const linesOf = ({ States }: Machine): string[] =>
  Object.entries(States).flatMap(([name, state]) => [...subgraph(name, state), ...edges(name, state)]);

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
