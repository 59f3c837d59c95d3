import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STACK } from '../../emulators/engine/machines.ts';
import { controlClient } from '../control-client.ts';
import { type Live, live, quiet } from '../print/live.ts';

/** Which deployment a command works on. */
export interface TargetOptions {
  stack: string;
  region: string;
  profile?: string;
  /** URL of the controls of a world, in which a stack is deployed. */
  world?: string;
  /** No progress. */
  quiet?: boolean;
  /** Whole messages. */
  verbose?: boolean;
}

/** Of every client. */
interface Configuration {
  region: string;
  profile?: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** A deployment: its resources, as the outputs of its stack name them, and clients for the services. */
export interface Target {
  enrollAccount: string;
  rollCall: string;
  offboardAccount: string;
  reports: string;
  /** Undefined of a stack that does not say it, of before 0.3. */
  version: string | undefined;
  steps: SFNClient;
  s3: S3Client;
  organizations: OrganizationsClient;
  /** Of any other client. */
  configuration: Configuration;
  /** The name of the stack. */
  stack: string;
  /** Between two looks at an execution. */
  pollSeconds: number;
  /** Where it is shown how executions go on. */
  progress: Live;
  /** Whether messages are shown in full. */
  isVerbose: boolean;
  /** What a command needs to find the same deployment again, as `--world http://127.0.0.1:4570`. */
  options: string;
}

/**
 * Finds a deployment: the same code for a world and for AWS.
 * @throws Error when the world does not answer, or the stack has not the outputs; and what the SDK throws
 */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { world, stack, region, profile } = options;
  const configuration: Configuration =
    world === undefined ? { region, ...(profile && { profile }) } : await ofWorld(world);
  const name = world === undefined ? stack : STACK;
  const outputs = await outputsOf(new CloudFormationClient(configuration), name).catch((error) => {
    const isOfProfile = profile !== undefined && error.name === 'CredentialsProviderError';
    throw isOfProfile ? new Error(withoutCredentials(profile)) : error;
  });
  const output = (key: string) => outputs.get(key) ?? missing(name, key);
  return {
    enrollAccount: output('EnrollAccountArn'),
    rollCall: output('RollCallArn'),
    offboardAccount: output('OffboardAccountArn'),
    reports: output('ReportsBucketName'),
    version: outputs.get('Version'),
    steps: new SFNClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: world !== undefined }),
    organizations: new OrganizationsClient(configuration),
    ...{ configuration, stack: name },
    progress: options.quiet ? quiet : live(),
    isVerbose: options.verbose === true,
    pollSeconds: world === undefined ? 3 : 0.3,
    options:
      world === undefined
        ? `--stack ${stack} --region ${region}${profile === undefined ? '' : ` --profile ${profile}`}`
        : `--world ${world}`,
  };
}

const withoutCredentials = (profile: string) =>
  `the profile "${profile}" has no credentials: choose one of "aws configure list-profiles", or sign in with "aws sso login --profile ${profile}"`;

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
