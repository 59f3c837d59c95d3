import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { Workspace } from '../deployed/workspace.ts';

/** What a scanner found: the rule that says so, and where. */
export interface Finding {
  rule: string;
  where: string;
  says: string;
}

/** Runs a scanner on templates. */
export type Scanner = (workspace: Workspace, programs: string, templates: string[]) => Promise<Finding[]>;

const CfnLint = v.array(
  v.object({
    Rule: v.object({ Id: v.string() }),
    Filename: v.string(),
    Message: v.string(),
    Location: v.object({ Path: v.nullish(v.array(v.union([v.string(), v.number()]))) }),
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
  return v
    .parse(CfnLint, JSON.parse(readFileSync(output, 'utf8')))
    .map(({ Rule, Filename, Message, Location }) => ({
      rule: Rule.Id,
      where: `${basename(Filename)} ${(Location.Path ?? []).join('/')}`,
      says: Message,
    }));
};

const Checkov = v.object({
  summary: v.object({ passed: v.pipe(v.number(), v.gtValue(0)), parsing_errors: v.literal(0) }),
  results: v.object({
    failed_checks: v.array(
      v.object({
        check_id: v.string(),
        check_name: v.string(),
        file_path: v.string(),
        resource: v.string(),
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
  const { results } = v.parse(
    Checkov,
    JSON.parse(readFileSync(join(workspace.folder, 'results_json.json'), 'utf8')),
  );
  return results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    rule: check_id,
    where: `${basename(file_path)} ${resource}`,
    says: check_name,
  }));
};
