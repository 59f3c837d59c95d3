import type { Choice } from './chosen-accounts.ts';

/** @throws Error unless accounts are named, or exactly one option chooses them */
export function requireOneChoice(named: string[], { departed, all, include, exclude }: Choice): void {
  const ways = [
    ...(named.length > 0 ? ['an account id'] : []),
    ...(all ? ['--all'] : []),
    ...(departed ? ['--departed'] : []),
    ...(include === undefined ? [] : ['--include']),
  ];
  if (ways.length === 0)
    throw new Error(
      'name the accounts, as in "npx rollcall offboard 444455556666 --dry-run", or choose them with --departed, --include or --all',
    );
  if (ways.length > 1)
    throw new Error(
      `${ways.join(' and ')} contradict each other, as each chooses the accounts: give one of them${all && departed ? '; --all includes the departed' : ''}`,
    );
  if (exclude !== undefined && !all && include === undefined)
    throw new Error('--exclude is for accounts that --include or --all chooses');
}
