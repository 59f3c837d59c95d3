import type { World } from '../world.ts';

/**
 * Lines to `eval` in a shell of an operator of the management account: the AWS CLI and SDKs, and the variables that
 * the vendors' own guides use, then mean this world.
 */
export const exportLines = ({ environment, vendors }: World): string =>
  lines({
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('AWS_'))),
    AWS_DEFAULT_REGION: environment['AWS_REGION'] ?? '',
    ...Object.assign({}, ...Object.values(vendors).map(({ variables }) => variables)),
  });

/** Lines to `eval` in a shell of an administrator of one member account. */
export function memberEnvironment({ aws, environment }: World, accountId: string): string {
  const arn = `arn:${aws.state.partition}:iam::${accountId}:user/administrator`;
  const { accessKeyId, secretAccessKey } = aws.addPrincipal({ arn });
  const { AWS_ENDPOINT_URL = '', AWS_REGION = '' } = environment;
  const credentials = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const region = { AWS_REGION, AWS_DEFAULT_REGION: AWS_REGION };
  return `${lines({ AWS_ENDPOINT_URL, ...region, ...credentials })}unset AWS_SESSION_TOKEN\n`;
}

const lines = (variables: Record<string, string>) =>
  Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
