import { createInterface } from 'node:readline/promises';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { Target } from './target.ts';

/** Whether somebody sits at a terminal. */
export const canAsk = (): boolean => process.stdin.isTTY === true;

/**
 * Asks to type the id of the one account, or of the organization where there are more; Ctrl-C ends the process with 130.
 * @throws Error when something else is typed, or nothing
 */
export async function requireTyped({ organizations }: Target, accounts: string[]): Promise<void> {
  const [only = '', ...others] = accounts;
  const { Organization } =
    others.length === 0 ? {} : await organizations.send(new DescribeOrganizationCommand({}));
  const id = Organization?.Id ?? only;
  const what =
    others.length === 0 ? `account ${only}` : `${accounts.length} accounts of the organization ${id}`;
  const typed = await ask(`\nTo offboard ${what}, type ${id}: `);
  if (typed.trim() !== id) throw new Error(`"${typed}" is not ${id}: nothing was changed`);
}

/** Asks for a yes. @throws Error when anything else is typed */
export async function requireYes(question: string): Promise<void> {
  const typed = await ask(`\n${question} [y/N] `);
  if (!/^\s*y(es)?\s*$/i.test(typed)) throw new Error('nobody said yes: nothing was changed');
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', () => process.exit(130));
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const typed = await Promise.race([terminal.question(question), ended]);
  terminal.close();
  return typed;
}
