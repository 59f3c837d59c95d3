import { join } from 'node:path';
import { CannotTestError, pythonPrograms } from '../deployed/python.ts';
import { PROJECT, Workspace } from '../deployed/workspace.ts';
import { accepted } from './accepted.ts';
import { cfnGuard } from './cfn-guard.ts';
import { cfnLint, checkov } from './findings.ts';
import { staleCalls } from './registry-calls.ts';

/**
 * `npm run test:scanners`: cfn-lint, checkov and cfn-guard on the packaged template, with everything that is optional in it, and on
 * the templates for member accounts. The exit code is 1 when there is a finding that accepted.ts has no reason for, or a
 * reason there that is for no finding any more, or when CloudFormation's handlers call something else than the deployer's
 * tests know, which `--renew` writes down; and 2 when the scanners cannot be run here.
 */
const OPTIONS = {
  managementAccount: 'ENABLED',
  notificationAddress: 'on-call@example.com',
  permissionsBoundary: 'limits',
  secretsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
};

const workspace = new Workspace();
try {
  const programs = await pythonPrograms(workspace, join(import.meta.dirname, 'requirements.txt'));
  const calls = await staleCalls(programs);
  for (const type of calls)
    console.error(
      `✘ ${type}: its handlers call something else: npm run test:scanners -- --renew && npm run fix`,
    );
  const templates = [
    await packaged(),
    ...[
      'member/rollcall-access.yml',
      'management/rollcall-management.yml',
      'deployer/rollcall-deployer.yml',
    ].map((path) => join(PROJECT, 'infrastructure', path)),
  ];
  const findings = [
    ...(await cfnLint(workspace, programs, templates)),
    ...(await checkov(workspace, programs, templates)),
    ...(await cfnGuard(workspace, programs, templates)),
  ];
  const faults = findings.filter(({ rule }) => !Object.hasOwn(accepted, rule));
  const stale = Object.keys(accepted).filter((rule) => !findings.some((finding) => finding.rule === rule));
  for (const { rule, where, says } of faults) console.error(`✘ ${rule} ${where}: ${says}`);
  for (const rule of stale) console.error(`✘ ${rule}: no finding needs the reason in accepted.ts any more`);
  for (const [rule, reason] of Object.entries(accepted))
    console.log(`  ${rule}, ${findings.filter((finding) => finding.rule === rule).length} times: ${reason}`);
  console.log(`${findings.length} findings, ${faults.length} without a reason`);
  process.exitCode = faults.length + stale.length + calls.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof CannotTestError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function packaged(): Promise<string> {
  const folder = join(workspace.folder, 'package');
  const parameters = Object.entries(OPTIONS).map(([name, value]) => `--param=${name}=${value}`);
  await workspace.run({
    command: join(PROJECT, 'node_modules', '.bin', 'serverless'),
    args: ['package', '--package', folder, ...parameters],
    env: { ...workspace.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
  });
  return join(folder, 'cloudformation-template-update-stack.json');
}
