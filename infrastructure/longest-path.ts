import * as v from 'valibot';

const State = v.looseObject({
  Type: v.string(),
  Next: v.optional(v.string()),
  Default: v.optional(v.string()),
  Choices: v.optional(v.array(v.object({ Next: v.string() })), []),
  ItemProcessor: v.optional(v.unknown()),
});
const Definition = v.looseObject({ StartAt: v.string(), States: v.record(v.string(), State) });

/** How many states an execution enters, and how many of these are Tasks; `ofItem` those of a Map for each item. */
export interface Path {
  transitions: number;
  tasks: number;
  ofItem: { transitions: number; tasks: number };
}

const NOTHING: Path = { transitions: 0, tasks: 0, ofItem: { transitions: 0, tasks: 0 } };

/** The most states that an execution of a state machine enters without a failure, a retry or a second entry. */
export function longestPath(definition: unknown): Path {
  const { StartAt, States } = v.parse(Definition, definition);
  return from(StartAt, []);

  function from(name: string | undefined, entered: string[]): Path {
    const state = name === undefined || entered.includes(name) ? undefined : States[name];
    if (name === undefined || state === undefined) return NOTHING;
    const ways = [state.Next, state.Default, ...state.Choices.map(({ Next }) => Next)];
    const others = ways
      .map((way) => from(way, [...entered, name]))
      .reduce((one, other) => (weight(other) > weight(one) ? other : one));
    const items = state.ItemProcessor === undefined ? NOTHING : longestPath(state.ItemProcessor);
    return {
      transitions: others.transitions + 1,
      tasks: others.tasks + Number(state.Type === 'Task'),
      ofItem: {
        transitions: others.ofItem.transitions + items.transitions,
        tasks: others.ofItem.tasks + items.tasks,
      },
    };
  }
}

const weight = ({ transitions, ofItem }: Path) => transitions + ofItem.transitions;
