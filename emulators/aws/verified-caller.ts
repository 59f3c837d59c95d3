import { busy } from '../clock/clock.ts';
import { AwsError } from './aws-error.ts';
import { type Caller, callerOf } from './caller.ts';
import type { Served } from './incoming.ts';
import { serviceAt } from './services.ts';
import { type Signature, verifySignature } from './signature.ts';
import type { World } from './world.ts';

/**
 * The caller whose key signed a request, for the service that the request is addressed to.
 *
 * @throws AwsError MissingAuthenticationToken, or AccessDenied of S3; IncompleteSignature, InvalidClientTokenId,
 *   ExpiredToken, SignatureDoesNotMatch; InvalidAction for a version of the API that is not emulated
 */
export async function verifiedCaller({ state }: World, incoming: Served): Promise<Caller> {
  const { service, signature, sent, token, address } = incoming;
  if (signature === undefined) throw unsigned(incoming);
  const caller = callerOf(state, signature.accessKeyId, token);
  checkScope(incoming, signature);
  const secret = state.accessKeys.get(signature.accessKeyId)?.secretAccessKey ?? '';
  await busy(() => verifySignature(sent, signature, secret));
  if (service.address !== '' && service.address !== address)
    throw new AwsError('InvalidAction', `Could not find operation ${incoming.call} for version ${address}`);
  return caller;
}

function unsigned({ service, sent }: Served): AwsError {
  if (sent.headers.authorization !== undefined)
    return new AwsError(
      'IncompleteSignature',
      'Authorization header requires a signature of AWS4-HMAC-SHA256.',
    );
  // S3 takes whoever does not sign for anybody.
  if (service.protocol === 'objects') return new AwsError('AccessDenied', 'Access Denied');
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token');
}

/**
 * IAM and Organizations are global, but where clients are given an endpoint they sign for their own region. So the
 * region has to exist, and need not be the one that the service is in.
 */
function checkScope({ service, address }: Served, { region }: Signature): void {
  const addressed = serviceAt(address);
  if (addressed !== undefined && addressed !== service)
    throw new AwsError(
      'SignatureDoesNotMatch',
      `Credential should be scoped to correct service: '${addressed.prefix}'.`,
    );
  if (!REGION.test(region))
    throw new AwsError('SignatureDoesNotMatch', 'Credential should be scoped to a valid region.');
}

/** Source: botocore, `partitions.json`. */
const REGION = /^(us|us-gov|eu|ap|sa|ca|me|af|il|mx|cn)-[a-z]+-\d+$/;
