import type { Command } from 'commander';
import { accountId, worldUrl } from '../option-values.ts';
import type { TargetOptions } from '../target/target.ts';

/** What every command that works on a deployment takes. */
export interface Common extends TargetOptions {
  json?: boolean;
}

/** Gives a command the options that say which deployment, and how to print. */
export const deployment = (command: Command): Command =>
  command
    .option('--stack <name>', 'the deployed stack', 'rollcall-prod')
    .option('--region <region>', 'where it is deployed', 'us-east-1')
    .option('--profile <name>', "a profile of the AWS CLI's configuration")
    .option('--world <url>', 'the world whose controls are there, instead of a deployed stack', worldUrl)
    .option('--json', 'print one JSON document on stdout');

/** Collects the values of an option that is given more than once. */
export const repeated = (value: string, all: string[] = []): string[] => [...all, value];

/** Collects account ids. @throws InvalidArgumentError for what is not one */
export const accountIds = (value: string, all: string[] | undefined): string[] => [
  ...(all ?? []),
  accountId(value),
];
