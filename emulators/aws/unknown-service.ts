import { cbor } from '@smithy/core/cbor';
import { jsonCode, sharedStatus } from './services.ts';
import { writeJsonError } from './wire-json.ts';
import { writeQueryError } from './wire-query.ts';

/** What a request to a service that is not emulated shows of the wire format that its client reads. */
interface Shown {
  /** Of the credential scope. */
  service: string;
  contentType: string | undefined;
  /** The header `smithy-protocol`. */
  smithyProtocol: string | undefined;
}

/** Services whose REST API answers in XML; all others do in JSON. */
const IN_XML = ['cloudfront', 'route53'];

/**
 * An error as the client of a service that is not emulated reads it.
 *
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function unknownServiceError(
  { service, contentType = '', smithyProtocol }: Shown,
  { code, message, requestId }: { code: string; message: string; requestId: string },
) {
  const json = jsonCode(code);
  const status = sharedStatus(code);
  const error = { requestId, status, code, message };
  if (smithyProtocol === 'rpc-v2-cbor')
    return answered(status, Uint8Array.from(cbor.serialize({ __type: json, message })), {
      'content-type': 'application/cbor',
      'smithy-protocol': smithyProtocol,
    });
  if (service === 'ec2') return answered(status, ec2Error(writeQueryError('', error)), XML);
  if (contentType.startsWith('application/x-www-form-urlencoded') || IN_XML.includes(service))
    return answered(status, writeQueryError('', error), XML);
  return answered(status, writeJsonError(json, message), {
    'content-type': 'application/json',
    'x-amzn-errortype': json,
  });
}

const XML = { 'content-type': 'text/xml' };

const answered = (
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
) => ({ status, headers, body });

/** EC2 has elements of its own around the same error. */
const ec2Error = (xml: string) =>
  xml.replace(
    /^.*(<Error>.*<\/Error>).*<RequestId>(.*)<\/RequestId>.*$/,
    '<Response><Errors>$1</Errors><RequestID>$2</RequestID></Response>',
  );
