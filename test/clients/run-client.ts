import { spawn } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';

const Answer = v.object({
  client: v.string(),
  call: v.string(),
  expected: v.optional(v.unknown()),
  answered: v.optional(v.unknown()),
});

/** A call of a client, and whether it was answered as the client's vendor would. */
export interface Row {
  client: string;
  call: string;
  expected: string;
  answered: string;
  isRight: boolean;
}

/** Runs a program that reads what it needs from its input; gives what it prints. @throws Error with its output when it fails */
export function runClient(command: string, args: string[], input: string): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${args[0]} ended with ${code}:\n${output.slice(-1000)}${errors.slice(-3000)}`));
    });
  });
}

/** The rows that a program printed, one a line. */
export const answersOf = (output: string): Row[] =>
  output
    .trim()
    .split('\n')
    .map((line) => v.parse(Answer, JSON.parse(line)))
    .map(({ client, call, expected, answered }) => ({
      ...{ client, call, isRight: isDeepStrictEqual(expected, answered) },
      ...{ expected: JSON.stringify(expected), answered: JSON.stringify(answered) },
    }));
