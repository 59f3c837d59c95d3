import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STACK } from '../../emulators/engine/machines.ts';
import { controlClient } from '../control-client.ts';

/** Which deployment a command works on. */
export interface TargetOptions {
  stack: string;
  region: string;
  profile?: string;
  /** URL of the controls of a world, in which a stack is deployed. */
  world?: string;
}

/** Of every client. */
interface Configuration {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** A deployment: its resources, as the outputs of its stack name them, and clients for the services. */
export interface Target {
  enrollAccount: string;
  rollCall: string;
  offboardAccount: string;
  reports: string;
  steps: SFNClient;
  s3: S3Client;
  organizations: OrganizationsClient;
  /** Of any other client. */
  configuration: Configuration;
  /** The name of the stack. */
  stack: string;
  /** Between two looks at an execution. */
  pollSeconds: number;
  /** What a command needs to find the same deployment again, as `--world http://127.0.0.1:4570`. */
  options: string;
}

/**
 * Finds a deployment: the same code for a world and for AWS.
 * @throws Error when the world does not answer, or the stack has not the outputs; and what the SDK throws
 */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { world, stack, region, profile } = options;
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  const configuration: Configuration = world === undefined ? { region } : await ofWorld(world);
  const name = world === undefined ? stack : STACK;
  const outputs = await outputsOf(new CloudFormationClient(configuration), name);
  const output = (key: string) => outputs.get(key) ?? missing(name, key);
  return {
    enrollAccount: output('EnrollAccountArn'),
    rollCall: output('RollCallArn'),
    offboardAccount: output('OffboardAccountArn'),
    reports: output('ReportsBucketName'),
    steps: new SFNClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: world !== undefined }),
    organizations: new OrganizationsClient(configuration),
    ...{ configuration, stack: name },
    pollSeconds: world === undefined ? 3 : 0.3,
    options:
      world === undefined
        ? `--stack ${stack} --region ${region}${profile === undefined ? '' : ` --profile ${profile}`}`
        : `--world ${world}`,
  };
}

async function ofWorld(url: string): Promise<Configuration> {
  const { environment } = await controlClient(url).overview();
  const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } =
    environment;
  return {
    endpoint: AWS_ENDPOINT_URL ?? '',
    region: AWS_REGION ?? '',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: AWS_SESSION_TOKEN ?? '',
    },
  };
}

async function outputsOf(client: CloudFormationClient, StackName: string): Promise<Map<string, string>> {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return new Map(stack?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

function missing(stack: string, key: string): never {
  throw new Error(`the stack ${stack} has no output ${key}: name a stack of Rollcall with --stack`);
}
