import { extensions, resources, serverless } from './deployment.ts';
import { blocks, document } from './markdown.ts';
import { nodeEdges, readFlowchart } from './mermaid.ts';
import { pascal } from './naming.ts';
import { inside, type Machine, statesOf, workflows } from './workflows.ts';

const [ofWorkflow, ofStack] = blocks(document('README.md'), 'mermaid').map(readFlowchart);
if (ofWorkflow === undefined || ofStack === undefined) throw new Error('README.md has not two diagrams');
const written = (edges: [string, string][]) => edges.map(([from, to]) => `${from} → ${to}`).sort();

describe('the diagram of the workflow', () => {
  const machines = workflows.map(({ machine }) => machine);
  const states = machines.flatMap(statesOf).map(([name]) => name);

  it('has every state, and beside them only what starts the machine', () => {
    const shown = [...ofWorkflow.nodes.keys(), ...ofWorkflow.subgraphs.keys()];
    expect(shown.filter((id) => states.includes(id)).sort()).toEqual([...states].sort());
    const others = shown.filter((id) => !states.includes(id));
    const starting = ofWorkflow.edges.filter(([from]) => others.includes(from)).map(([, to]) => to);
    const starts = [...others, ...machines.map(({ StartAt }) => StartAt)];
    expect(starting.filter((to) => !starts.includes(to))).toEqual([]);
  });

  it('has the transitions of the definition and no other', () => {
    const between = ofWorkflow.edges.filter((edge) => edge.every((id) => states.includes(id)));
    expect(written(between)).toEqual(written(machines.flatMap(transitions)));
  });

  it('has inside of a state what runs inside of it', () => {
    for (const [name, state] of machines.flatMap(statesOf)) {
      const own = inside(state).flatMap(({ States }) => Object.keys(States));
      expect([...(ofWorkflow.subgraphs.get(name) ?? [])].sort()).toEqual(own.sort());
    }
  });
});

/** `Next`, `Default`, and those of choices and catches, at any depth, each once. */
function transitions({ States }: Machine): [string, string][] {
  return Object.entries(States).flatMap(([name, state]) => {
    const { Next, Default, Choices, Catch } = state;
    const targets = [Next, Default, ...[...Choices, ...Catch].map((branch) => branch.Next)];
    const own = [...new Set(targets)].flatMap((to): [string, string][] =>
      to === undefined ? [] : [[name, to]],
    );
    return [...own, ...inside(state).flatMap(transitions)];
  });
}

describe('the diagram of the stack', () => {
  const functions = Object.keys(serverless.functions).map((key) => `${pascal(key)}LambdaFunction`);
  const ids = [...functions, ...resources.keys()];

  it('names only resources that exist', () => {
    expect([...ofStack.nodes.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has every function, and every resource that events, logs and failures go through', () => {
    const THROUGH =
      /^AWS::(Events::Rule|SQS::Queue|StepFunctions::StateMachine|Logs::LogGroup|SNS::(Topic|Subscription))$/;
    const through = [...resources]
      .filter(([, { Type, Properties }]) => THROUGH.test(Type) || 'AlarmActions' in Properties)
      .map(([id]) => id);
    expect([...functions, ...through].filter((id) => !ofStack.nodes.has(id))).toEqual([]);
  });

  it('joins only what the template joins', () => {
    const all = new Map<string, unknown>([...resources, ...extensions]);
    const own = (id: string) => JSON.stringify(all.get(id)) ?? '';
    /** What a resource says, and a composite alarm with what its alarms say. */
    const said = (id: string) =>
      [id, ...[...own(id).matchAll(/ALARM\(\\"\$\{(\w+)\.Arn/g)].map(([, child = '']) => child)]
        .map(own)
        .join();
    const names = (one: string, other: string) => new RegExp(`\\b${other}\\b`).test(said(one));
    const apart = nodeEdges(ofStack).filter(([from, to]) => !names(from, to) && !names(to, from));
    expect(written(apart)).toEqual([]);
  });
});

describe('reading a flowchart', () => {
  it('follows chains, branches, labels and subgraphs', () => {
    const chart = readFlowchart(
      'flowchart LR\n subgraph s [some]\n  a --> b[B]\n end\n s -- yes --> c & d -. no .-> e',
    );
    expect(written(nodeEdges(chart))).toEqual([
      'a → b',
      'a → c',
      'a → d',
      'b → c',
      'b → d',
      'c → e',
      'd → e',
    ]);
    expect([...chart.nodes.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('refuses to guess what else a line means', () => {
    expect(() => readFlowchart('flowchart LR\n a ==> b')).toThrow('not understood in a flowchart: a ==> b');
  });
});
