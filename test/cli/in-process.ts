import { commandLine } from '../../cli/commands/command-line.ts';
import type { Ended } from './command.ts';

/**
 * Runs `rollcall …` in this process, one at a time: a hundred times faster than a process of its own. What functions of
 * a world in the same process log is not the command's, nor are, unless it uses that world, the variables that they leave.
 * @param variables the command's environment variables beside those that have nothing to do with AWS
 */
export async function inProcess(
  parameters: string[],
  variables: Record<string, string> = {},
): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  const before = { log: console.log, out: process.stdout.write, error: process.stderr.write };
  console.log = (text: string) => {
    printed.stdout += `${text}\n`;
  };
  process.stdout.write = (text: unknown) => {
    printed.stdout += String(text);
    return true;
  };
  process.stderr.write = (text: unknown) => {
    if (!String(text).startsWith('{"level"')) printed.stderr += String(text);
    return true;
  };
  const environment = { ...process.env };
  const isElsewhere = !parameters.includes('--world');
  for (const name of Object.keys(environment))
    if (isElsewhere && name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    const code = await commandLine(parameters);
    return { code, ...printed };
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, environment);
    console.log = before.log;
    process.stdout.write = before.out;
    process.stderr.write = before.error;
  }
}
