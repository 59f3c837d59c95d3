import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Deployed } from './deployed.ts';
import { leaveOut } from './leave-out.ts';
import type { ControlPlane } from './ministack.ts';
import { CREDENTIALS, REGION } from './moto.ts';
import type { Vendors } from './vendors.ts';
import { PROJECT, type Workspace } from './workspace.ts';

/** A resource of the deployed stack: its id in the template, its CloudFormation type, its name or ARN in AWS. */
export interface Resource {
  logicalId: string;
  type: string;
  physicalId: string;
}

/** The project's stack in the control plane. */
export interface Stack {
  name: string;
  resources: Resource[];
  outputs: Record<string, string>;
  /** Logical ids of what the emulator has not, and so was not deployed. */
  leftOut: string[];
  /** The parameters that it was deployed with, but for the address for notices. */
  others: string[];
  /** Logical ids of what is to outlive the stack. */
  retained: string[];
}

/** Set so that the conditional subscription is deployed, too. */
export const NOTIFICATION_ADDRESS = 'on-call@example.com';

/** Packaging refuses the plain http of the vendors' emulators, whose settings take this place in the package. */
const OVER_TLS = 'https://vendor.invalid';

const variables = (running: Vendors['running']) =>
  Object.fromEntries(
    Object.entries(running).map(([name, { settings }]) => [
      name.toUpperCase().replaceAll('-', '_'),
      JSON.stringify(settings),
    ]),
  );

/** What the stack is deployed to, and for. */
interface Surroundings {
  controlPlane: ControlPlane;
  vendors: Vendors;
  /** The account that a filter of the deployment leaves out. */
  excluded: string;
}

/**
 * Runs the project's `serverless package` and `serverless deploy`, with the vendors' settings, a filter and the address
 * for notices.
 */
export async function deploy(workspace: Workspace, surroundings: Surroundings): Promise<Stack> {
  const {
    controlPlane,
    vendors: { running },
    excluded,
  } = surroundings;
  const packaged = join(workspace.folder, 'package');
  const others = [
    `--param=vendors=${Object.keys(running).join(',')}`,
    '--param=offboarding=ENABLED',
    ...Object.entries(running).map(
      ([name, vendor]) => `--param=${name}=${JSON.stringify({ ...vendor.settings, url: OVER_TLS })}`,
    ),
    `--param=filters=${JSON.stringify({ exclude: [{ type: 'accounts', target_value: [excluded] }] })}`,
  ];
  const settings = [
    ...[`--param=notificationAddress=${NOTIFICATION_ADDRESS}`, ...others],
    ...['--package', packaged],
  ];
  await serverless(workspace, controlPlane, ['package', ...settings]);
  const { name, leftOut, retained } = leaveOut(packaged, variables(running));
  await serverless(workspace, controlPlane, ['deploy', ...settings]);
  const { cloudformation } = controlPlane;
  const { StackResources = [] } = await cloudformation.send(
    new DescribeStackResourcesCommand({ StackName: name }),
  );
  const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
  const outputs = (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
    OutputKey,
    OutputValue,
  ]);
  const resources = StackResources.map((resource) => ({
    logicalId: resource.LogicalResourceId ?? '',
    type: resource.ResourceType ?? '',
    physicalId: resource.PhysicalResourceId ?? '',
  }));
  return { name, resources, outputs: Object.fromEntries(outputs), leftOut, retained, others };
}

/** What the project's `npm run diff` prints for a deployment that forgets the address for notices. */
export async function diffWithoutAddress(
  workspace: Workspace,
  controlPlane: ControlPlane,
  { others }: Stack,
): Promise<string> {
  const file = join(workspace.folder, 'diff.txt');
  const parameters = others.map((each) => `'${each}'`).join(' ');
  const env = environment(workspace, controlPlane);
  await workspace.run({
    command: 'bash',
    args: ['-c', `node infrastructure/diff.ts ${parameters} > ${file}; test $? = 1`],
    env: { ...env, PATH: `${join(PROJECT, 'node_modules', '.bin')}:${env['PATH']}` },
  });
  return readFileSync(file, 'utf8');
}

/** Deploys over a stack, with other parameters beside those that it has. */
export async function deployOver(
  workspace: Workspace,
  { controlPlane, vendors, stack }: Pick<Deployed, 'controlPlane' | 'vendors' | 'stack'>,
  others: string[],
): Promise<void> {
  const packaged = join(workspace.folder, 'package-over');
  const settings = [
    ...[`--param=notificationAddress=${NOTIFICATION_ADDRESS}`, ...stack.others, ...others],
    ...['--package', packaged],
  ];
  await serverless(workspace, controlPlane, ['package', ...settings]);
  leaveOut(packaged, variables(vendors.running));
  await serverless(workspace, controlPlane, ['deploy', ...settings]);
}

/** Runs the project's `serverless rollback`. @param timestamp of a deployment, as `serverless deploy list` shows it */
export const rollBack = (workspace: Workspace, controlPlane: ControlPlane, timestamp: string) =>
  serverless(workspace, controlPlane, ['rollback', '--timestamp', timestamp]);

/** Runs the project's `serverless remove`. */
export const remove = (workspace: Workspace, controlPlane: ControlPlane) =>
  serverless(workspace, controlPlane, ['remove']);

/** Every resource of a type. */
export const ofType = ({ resources }: Stack, type: string) =>
  resources.filter((resource) => resource.type === type);

/** The only resource of a type. @throws Error when there is another number of them */
export function theOnly(stack: Stack, type: string): Resource {
  const [found, ...others] = ofType(stack, type);
  if (found !== undefined && others.length === 0) return found;
  throw new Error(`the stack has ${others.length + (found === undefined ? 0 : 1)} of ${type}, not one`);
}

const serverless = (workspace: Workspace, controlPlane: ControlPlane, args: string[]) =>
  workspace.run({
    command: join(PROJECT, 'node_modules', '.bin', 'serverless'),
    args,
    env: environment(workspace, controlPlane),
  });

const environment = ({ env }: Workspace, { operators: { url } }: ControlPlane): Record<string, string> => ({
  ...env,
  AWS_ENDPOINT_URL: url,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  SLS_TELEMETRY_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
});
