import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Workspace } from '../deployed/workspace.ts';

/** What a scanner found: the rule that says so, and where. */
export interface Finding {
  rule: string;
  where: string;
  says: string;
}

/** Runs a scanner on templates. */
export type Scanner = (workspace: Workspace, programs: string, templates: string[]) => Promise<Finding[]>;

const CfnLint = z.array(
  z.object({
    Rule: z.object({ Id: z.string() }),
    Filename: z.string(),
    Message: z.string(),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullish() }),
  }),
);

/** Whether CloudFormation takes the templates. Source: cfn-lint's README. */
export const cfnLint: Scanner = async (workspace, programs, templates) => {
  const output = join(workspace.folder, 'cfn-lint.json');
  const args = ['--format', 'json', '--non-zero-exit-code', 'none', '--output-file', output, '--'];
  await workspace.run({
    command: join(programs, 'cfn-lint'),
    args: [...args, ...templates],
    env: workspace.env,
  });
  return CfnLint.parse(JSON.parse(readFileSync(output, 'utf8'))).map(
    ({ Rule, Filename, Message, Location }) => ({
      rule: Rule.Id,
      where: `${basename(Filename)} ${(Location.Path ?? []).join('/')}`,
      says: Message,
    }),
  );
};

const Checkov = z.object({
  summary: z.object({ passed: z.number().positive(), parsing_errors: z.literal(0) }),
  results: z.object({
    failed_checks: z.array(
      z.object({
        check_id: z.string(),
        check_name: z.string(),
        file_path: z.string(),
        resource: z.string(),
      }),
    ),
  }),
});

/** Whether the templates are what is held to be secure. Source: checkov's documentation, "CLI command reference". */
export const checkov: Scanner = async (workspace, programs, templates) => {
  const options = ['--framework', 'cloudformation', '--quiet', '--compact', '--soft-fail', '--skip-download'];
  const args = [...options, '--output', 'json', '--output-file-path', workspace.folder];
  await workspace.run({
    command: join(programs, 'checkov'),
    args: [...args, ...templates.flatMap((template) => ['--file', template])],
    env: workspace.env,
  });
  const { results } = Checkov.parse(
    JSON.parse(readFileSync(join(workspace.folder, 'results_json.json'), 'utf8')),
  );
  return results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    rule: check_id,
    where: `${basename(file_path)} ${resource}`,
    says: check_name,
  }));
};
