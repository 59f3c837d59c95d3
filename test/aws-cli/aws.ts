import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Workspace } from '../deployed/workspace.ts';

const run = promisify(execFile);

/** The AWS CLI as somebody uses it whose shell has the variables of a world. */
export interface Aws {
  version: string;
  /** Runs a command, as `organizations list-roots`. Gives its JSON, or its text. @throws Error with what it printed */
  aws(command: string, ...parameters: string[]): Promise<unknown>;
  /** The error code that a command ends in. @throws Error when it succeeds */
  refusal(command: string, ...parameters: string[]): Promise<string>;
}

/** Versions from which the AWS CLI reads AWS_ENDPOINT_URL. Source: the CHANGELOG of aws-cli. */
const READS_ENDPOINT: Record<string, number> = { 1: 29, 2: 13 };

/**
 * An AWS CLI that calls a world.
 * @param program its path
 * @param variables as `GET /environment` of the controls has them
 */
export async function awsOf(
  { env, folder }: Workspace,
  program: string,
  variables: Record<string, string>,
): Promise<Aws> {
  const options = { env: { ...env, ...variables, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' }, cwd: folder };
  const { stdout: version } = await run(program, ['--version'], options);
  const [, major = '', minor = ''] = /aws-cli\/(\d+)\.(\d+)/.exec(version) ?? [];
  const reads = Number(minor) >= (READS_ENDPOINT[major] ?? Number.POSITIVE_INFINITY);
  const endpoint = reads ? [] : ['--endpoint-url', variables['AWS_ENDPOINT_URL'] ?? ''];
  const aws = async (command: string, ...parameters: string[]) => {
    const { stdout } = await run(program, [...endpoint, ...command.split(' '), ...parameters], options);
    return /^\s*[[{]/.test(stdout) ? JSON.parse(stdout) : stdout;
  };
  return {
    ...{ version: version.trim(), aws },
    async refusal(command, ...parameters) {
      const answer = await aws(command, ...parameters).catch((error) => v.parse(Failed, error));
      if (!v.is(Failed, answer)) throw new Error(`${command} succeeds`);
      return /An error occurred \((\w+)\)/.exec(answer.stderr)?.[1] ?? answer.stderr;
    },
  };
}

const Failed = v.object({ stderr: v.string() });
