import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { storedReport } from './stored-report.ts';
import type { Target } from './target.ts';

/** What a check found. */
export interface Finding {
  check: string;
  /** `unknown`: these credentials, or a world, do not show it. */
  state: 'ok' | 'failed' | 'unknown';
  found: string;
  /** The command that fixes it, of one that failed. */
  fix?: string;
}

/**
 * Checks what an operator can read of a deployment, and changes nothing.
 * @param secrets names of the vendors' secrets
 */
export function findings(target: Target, secrets: string[]): Promise<Finding[]> {
  const { configuration, options, stack } = target;
  const { region } = configuration;
  const machines = [target.enrollAccount, target.offboardAccount, target.rollCall];
  return Promise.all([
    finding('identity', 'aws sts get-caller-identity # then choose with --profile', () => identity(target)),
    ...machines.map((arn) =>
      finding(arn.split(':').at(-1) ?? arn, 'npx serverless deploy', () => machine(target, arn)),
    ),
    finding('rules', `aws events enable-rule --region ${region} --name ${stack}-account-created`, () =>
      rules(target),
    ),
    ...secrets.map((name) => {
      const file = `file://${name.split('/').at(-1)}.json`;
      const fix = `aws secretsmanager create-secret --region ${region} --name ${name} --secret-string ${file}`;
      return finding(`secret ${name}`, fix, () => secret(target, name));
    }),
    finding('last roll call', `npx rollcall roll-call --dry-run ${options}`, () => lastRollCall(target)),
    finding('concurrency of Lambda', moreConcurrency(region), () => concurrency(target)),
  ]);
}

/** Source: Service Quotas, "Concurrent executions" of AWS Lambda. */
const moreConcurrency = (region: string) =>
  `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value 1000`;

/** What credentials or a world do not show. */
const UNREADABLE = /^(AccessDenied|Unauthorized|UnknownOperation)/;

async function finding(check: string, fix: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { check, state: 'ok', found: await look() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const found = error.message.replace(/\s+/g, ' ');
    if (UNREADABLE.test(error.name)) return { check, state: 'unknown', found: `cannot be read: ${found}` };
    return { check, state: 'failed', found, fix };
  }
}

async function identity({ configuration, organizations, enrollAccount }: Target): Promise<string> {
  const { Account, Arn } = await new STSClient(configuration).send(new GetCallerIdentityCommand({}));
  const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
  const management = Organization?.MasterAccountId;
  if (Account !== management) throw new Error(`${Arn} is not of the management account ${management}`);
  if (enrollAccount.split(':')[4] !== Account) throw new Error(`the stack is not in the account ${Account}`);
  return `${Arn}, of the management account`;
}

async function machine({ steps }: Target, stateMachineArn: string): Promise<string> {
  const { status } = await steps.send(new DescribeStateMachineCommand({ stateMachineArn }));
  if (status !== 'ACTIVE') throw new Error(`it is ${status}`);
  return 'active';
}

async function rules({ configuration, stack }: Target): Promise<string> {
  const { Rules = [] } = await new EventBridgeClient(configuration).send(
    new ListRulesCommand({ NamePrefix: `${stack}-` }),
  );
  const states = Rules.map(({ Name = '', State = '' }) => [Name.slice(stack.length + 1), State] as const);
  const all = states.map(([name, state]) => `${name} ${state.toLowerCase()}`).join(', ');
  if (new Map(states).get('account-created') === 'ENABLED') return all;
  throw new Error(`account-created is not enabled, so that no new account is enrolled: ${all || 'no rules'}`);
}

async function secret({ configuration }: Target, SecretId: string): Promise<string> {
  const { DeletedDate } = await new SecretsManagerClient(configuration).send(
    new DescribeSecretCommand({ SecretId }),
  );
  if (DeletedDate !== undefined) throw new Error('it is scheduled for deletion');
  return 'exists; its value was not read';
}

/** A roll call is due every day. In milliseconds, with two hours for it to run. */
const DUE = 26 * 3_600_000;

async function lastRollCall(target: Target): Promise<string> {
  const { at, conclusion } = await storedReport(target);
  if (Date.now() - Date.parse(at) > DUE) throw new Error(`it compared at ${at}, more than a day ago`);
  return `it compared at ${at}. ${conclusion.sentence}`;
}

/** The fewest that docs/operations/before-and-deploy.md calls enough. */
const ENOUGH = 10;

async function concurrency({ configuration }: Target): Promise<string> {
  const { AccountLimit } = await new LambdaClient(configuration).send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions = 0 } = AccountLimit ?? {};
  if (ConcurrentExecutions < ENOUGH)
    throw new Error(`${ConcurrentExecutions}; ${ENOUGH} are enough, and slow`);
  return `${ConcurrentExecutions}`;
}
