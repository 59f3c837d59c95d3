/** A flowchart in Mermaid, as far as the documents use it. */
export interface Flowchart {
  /** Every node by id, with the id of the subgraph that it stands in. */
  nodes: Map<string, string | undefined>;
  /** The nodes inside each subgraph, by its id. */
  subgraphs: Map<string, string[]>;
  /** `[from, to]`, with nodes or subgraphs at their ends. */
  edges: [string, string][];
}

/** `-->`, `-- words -->`, `-.->` and `-. words .->`. */
const ARROW = / (?:-->|-- .*? -->|-\.->|-\. .*? \.->) /;

/** Reads a flowchart of one statement a line: chains of arrows, `&`, labels in brackets, subgraphs that are not nested. */
export function readFlowchart(text: string): Flowchart {
  const chart: Flowchart = { nodes: new Map(), subgraphs: new Map(), edges: [] };
  let inside: string | undefined;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, opened] = /^subgraph (\w+)/.exec(line) ?? [];
    if (opened !== undefined) chart.subgraphs.set(opened, []);
    inside = opened ?? (line === 'end' ? undefined : inside);
    if (/^(flowchart|subgraph|end)\b/.test(line) || line === '') continue;
    note(chart, line, inside);
  }
  for (const id of chart.subgraphs.keys()) chart.nodes.delete(id);
  return chart;
}

function note(chart: Flowchart, statement: string, inside: string | undefined) {
  const groups = statement.split(ARROW).map((part) => part.split(' & ').map(idOf));
  for (const id of groups.flat().filter((one) => !chart.nodes.has(one))) {
    chart.nodes.set(id, inside);
    if (inside !== undefined) chart.subgraphs.get(inside)?.push(id);
  }
  for (const [index, group] of groups.entries())
    for (const from of groups[index - 1] ?? []) for (const to of group) chart.edges.push([from, to]);
}

function idOf(part: string): string {
  const [, id] = /^(\w+)(?:\[.*\])?$/.exec(part.trim()) ?? [];
  if (id === undefined) throw new Error(`not understood in a flowchart: ${part}`);
  return id;
}

/** The edges between nodes: one to or from a subgraph stands for one to or from each node in it. */
export const nodeEdges = ({ edges, subgraphs }: Flowchart): [string, string][] => {
  const members = (id: string) => subgraphs.get(id) ?? [id];
  return edges.flatMap(([from, to]) =>
    members(from).flatMap((one) => members(to).map((other): [string, string] => [one, other])),
  );
};
