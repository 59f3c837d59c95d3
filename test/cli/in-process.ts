import { PassThrough } from 'node:stream';
import { commandLine } from '../../cli/commands/command-line.ts';
import { captureLogs } from '../../emulators/engine/logs.ts';
import type { Ended } from './command.ts';

// What functions of a world in this process log is not the program's.
afterAll(captureLogs(() => undefined));

/** What a program finds around it, beside its parameters. */
interface Around {
  /** The program; `rollcall` when left out. It gives its exit code. */
  run?(parameters: string[]): Promise<number>;
  /** More environment variables. */
  variables?: Record<string, string>;
  /** At a terminal: what is typed when a text is shown. */
  answers?: Record<string, string>;
  /** Gets what is printed, as it comes. */
  onOutput?: ((text: string) => void) | undefined;
}

/**
 * Runs a program in this process, one at a time: a hundred times faster than a process of its own. The variables that
 * functions of a world in this process leave are not the program's, unless it uses that world.
 */
export async function inProcess(
  parameters: string[],
  { run = commandLine, variables = {}, answers, onOutput }: Around = {},
): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  const stdin = Object.assign(new PassThrough(), { isTTY: answers !== undefined });
  const show = (stream: 'stdout' | 'stderr') => (text: unknown) => {
    printed[stream] += String(text);
    onOutput?.(String(text));
    for (const [shown, typed] of Object.entries(answers ?? {}))
      if (String(text).includes(shown)) stdin.write(typed);
    return true;
  };
  const isElsewhere = !parameters.includes('--world');
  const kept = Object.entries(process.env).filter(
    ([name]) => !SHELL.includes(name) && !(isElsewhere && name.startsWith('AWS_')),
  );
  const restore = [
    replace(process, 'env', { ...Object.fromEntries(kept), ...OPERATOR, ...variables }),
    replace(process, 'stdin', stdin),
    ...(['stdout', 'stderr'] as const).flatMap((name) => [
      replace(process[name], 'isTTY', false),
      replace(process[name], 'columns', undefined),
      replace(process[name], 'write', unlessLogged(process[name], show(name))),
    ]),
  ];
  try {
    const code = await run(parameters);
    return { code, ...printed };
  } finally {
    for (const back of restore) back();
  }
}

/** What the shell of whoever runs the tests may have: a desktop, and colours. */
const SHELL = ['DISPLAY', 'WAYLAND_DISPLAY', 'FORCE_COLOR'];

/** No credentials of whoever runs the tests, and no file of them. */
const OPERATOR = { HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' };

/** Lines of a function's log take their usual way. */
function unlessLogged(stream: NodeJS.WriteStream, print: (text: unknown) => boolean) {
  const { write } = stream;
  return (...given: unknown[]) =>
    /^\{"(level|_aws)"/.test(String(given[0])) ? Reflect.apply(write, stream, given) : print(given[0]);
}

/** Gives an object another property; what it returns gives it back its own. */
function replace<Of extends object>(object: Of, name: keyof Of, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (own === undefined) Reflect.deleteProperty(object, name);
    else Object.defineProperty(object, name, own);
  };
}
