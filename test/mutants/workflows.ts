import { stringify } from 'yaml';
import { readWorkflow } from '../../emulators/engine/workflow.ts';
import { tasks } from '../configuration/workflows.ts';
import type { Fault } from './copy.ts';

const TESTS = [
  ...['test/configuration/errors.test.ts', 'test/configuration/waiting.test.ts'],
  ...['test/workflows/failure.test.ts', 'test/workflows/offboard-account.test.ts'],
  'test/reliability/lambda-faults.test.ts',
];

type State = Record<string, unknown>;

/** What a change makes of a list of the state's: its retriers, its catchers, or an attempt of one. */
interface Change {
  from: string;
  to: string;
  make: (state: (typeof tasks)[number]) => State;
}

/** Every retrier of every state taken away, without one of its errors, and with half of its attempts; every Catch taken away. */
export const workflowFaults = (): Fault[] =>
  tasks.flatMap((task) =>
    changesOf(task).map(({ from, to, make }) => ({
      file: `workflows/${task.workflow}.asl.yml`,
      ...{ from: `${task.name}: ${from}`, to },
      text: stringify(withState(readWorkflow(task.workflow), task.name, make(task)), {
        aliasDuplicateObjects: false,
      }),
      tests: TESTS,
    })),
  );

function changesOf({ Retry, Catch }: (typeof tasks)[number]): Change[] {
  const retriers = Retry.flatMap((retrier, index): Change[] => {
    const { ErrorEquals: errors, MaxAttempts } = retrier;
    const put = (...changed: typeof Retry) => ({ Retry: Retry.toSpliced(index, 1, ...changed) });
    const without = errors.map(
      (error): Change => ({
        ...{ from: `retries ${error}`, to: 'never' },
        make: () => put({ ...retrier, ErrorEquals: errors.filter((each) => each !== error) }),
      }),
    );
    return [
      { from: `retries ${errors[0]} …`, to: 'never', make: () => put() },
      {
        ...{
          from: `retries ${errors[0]} … ${MaxAttempts} times`,
          to: `${Math.floor(MaxAttempts / 2)} times`,
        },
        make: () => put({ ...retrier, MaxAttempts: Math.floor(MaxAttempts / 2) }),
      },
      ...(errors.length > 1 ? without : []),
    ];
  });
  return [
    ...retriers,
    ...(Catch.length > 0 ? [{ from: 'has a Catch', to: 'none', make: () => ({ Catch: undefined }) }] : []),
  ];
}

/** The same definition with other properties of one state, at any depth. */
function withState(value: unknown, name: string, changed: State): unknown {
  if (Array.isArray(value)) return value.map((item) => withState(item, name, changed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === name ? { ...inner, ...changed } : withState(inner, name, changed),
    ]),
  );
}
