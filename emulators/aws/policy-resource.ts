import { arnParts } from './policy-pattern.ts';

/**
 * What IAM refuses in a `Resource` or `NotResource`, in IAM's words.
 *
 * @see https://github.com/getmoto/moto/blob/master/moto/iam/policy_validation.py which was written from IAM's answers
 */
export function resourceError(resource: string): string | undefined {
  if (resource === '*') return undefined;
  if (!resource.includes(':')) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = '', service, region, , name = ''] = arnParts(resource);
  if (partition !== '*' && !PARTITIONS.has(partition)) return partitionError(resource);
  if (service === undefined) return 'Resource vendor must be fully qualified and cannot contain regexes.';
  if (service === 'iam') return iamError(resource, region, name);
  if (service === 's3' && region !== '' && !/^access(point|-grants)\//.test(name))
    return `Resource ${resource} can not contain region information.`;
  const isShort = arnParts(resource).length < 6 && resource.includes('::');
  return service === '' || isShort ? 'The policy failed legacy parsing' : undefined;
}

function partitionError(resource: string): string {
  const [, partition, service = '*', region = '*', account = '*', ...name] = resource.split(':');
  const rest = name.length === 0 ? '*' : name.join(':');
  return `Partition "${partition}" is not valid for resource "arn:${partition}:${service || '*'}:${region}:${account}:${rest}".`;
}

function iamError(resource: string, region: string | undefined, name: string): string | undefined {
  if (region !== '') return `IAM resource ${resource} cannot contain region information.`;
  if (['*', 'root'].includes(name) || IAM_PATHS.some((path) => name.startsWith(path))) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
}

/** Source: IAM User Guide, "Amazon Resource Names", and botocore's partitions. */
const PARTITIONS = new Set([
  ...['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'],
  ...['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'],
]);

const IAM_PATHS = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/'],
  ...['policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/', 'report/', 'access-report/'],
];
