import { type Command, Option } from 'commander';
import { accountId, worldUrl } from '../option-values.ts';
import { wrap } from '../print/wrap.ts';
import type { TargetOptions } from '../target/target.ts';

/** What every command that works on a deployment takes. */
export interface Common extends TargetOptions {
  json?: boolean;
}

/**
 * Gives a command the options that say which deployment, and how to print. A vendor that does not exist is refused
 * before the command begins.
 */
export const deployment = (command: Command): Command =>
  command
    .option('--stack <name>', 'the deployed stack', 'rollcall-prod')
    .option('--region <region>', 'where it is deployed', 'us-east-1')
    .option('--profile <name>', "a profile of the AWS CLI's configuration")
    .addOption(
      new Option('--world <url>', 'the world whose controls are there, instead of a deployed stack')
        .argParser(worldUrl)
        .conflicts(['stack', 'region', 'profile']),
    )
    .option('--json', 'print one JSON document on stdout')
    .addOption(new Option('--quiet', 'show no progress').conflicts('verbose'))
    .option('--verbose', 'show whole messages, and every account')
    .hook('preAction', async (_, action) => {
      const { vendor } = action.opts<{ vendor?: string[] }>();
      if (vendor === undefined) return;
      const { requireVendors } = await import('../target/require-vendors.ts');
      requireVendors(vendor);
    });

/** What a help text says of the permissions that a command needs. */
export const needs = (...rights: string[]): string => wrap(`\nNeeds ${rights.join(', ')}.`, 0);

/** Collects the values of an option that is given more than once. */
export const repeated = (value: string, all: string[] = []): string[] => [...all, value];

/** Collects what a parser gives of an option or argument that is given more than once. */
export const repeatedly =
  (parser: (text: string) => string) =>
  (value: string, all: string[] = []): string[] => [...all, parser(value)];

/** Collects account ids. @throws InvalidArgumentError for what is not one */
export const accountIds = repeatedly(accountId);
