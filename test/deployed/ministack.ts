import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { freePort } from './free-port.ts';
import { CREDENTIALS, MANAGEMENT_ACCOUNT, type Organization, REGION } from './moto.ts';
import { recording } from './recording.ts';
import type { Workspace } from './workspace.ts';

/** The services of the management account that the stack is deployed to. */
export type ControlPlane = Awaited<ReturnType<typeof startMinistack>>;

/** The part of it that is started; `serverless remove` also asks for container images. */
const SERVICES =
  'cloudformation,cloudwatch,ecr,events,iam,kms,lambda,logs,s3,scheduler,secretsmanager,sns,sqs,ssm,states,sts';

/**
 * Starts ministack. A function finds in its environment what ministack finds in its own, so the SDK's own variables
 * lead its calls to STS, IAM and Organizations to moto, and nothing has to be changed in what is deployed.
 */
export async function startMinistack(workspace: Workspace, programs: string, { url: moto }: Organization) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...workspace.env,
    BIND_HOST: '127.0.0.1', // it listens everywhere otherwise
    MINISTACK_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_ACCOUNT_ID: MANAGEMENT_ACCOUNT,
    SERVICES,
    STATE_DIR: workspace.folder,
    AUTH: 'true', // what a function asks of it is held against the function's role
    IOT_MTLS_ENABLED: 'false',
    SFTP_ENABLED: 'false',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_STS: moto,
    AWS_ENDPOINT_URL_IAM: moto,
    AWS_ENDPOINT_URL_ORGANIZATIONS: moto,
  };
  const launcher = {
    command: join(programs, 'python'),
    args: [join(import.meta.dirname, 'start-ministack.py')],
    env,
  };
  await workspace.start(launcher, `${url}/_ministack/health`);
  /** The way that whoever deploys takes, on which the calls are written down. */
  const operators = await recording(url);
  const client = { endpoint: url, region: REGION, credentials: CREDENTIALS };
  return {
    url,
    operators,
    cloudformation: new CloudFormationClient(client),
    events: new EventBridgeClient(client),
    iam: new IAMClient(client),
    lambda: new LambdaClient(client),
    logs: new CloudWatchLogsClient(client),
    s3: new S3Client(client),
    secrets: new SecretsManagerClient(client),
    sfn: new SFNClient(client),
    sns: new SNSClient(client),
    sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
  };
}
