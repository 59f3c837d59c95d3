import { jsonCode, serviceNamed } from './services.ts';
import { errorAnswer } from './wire-error.ts';

/**
 * A refusal by AWS as the answer of a Network fault, in the wire format of the call's service.
 *
 * @param call `iam:CreateRole`
 * @param code the code on the wire (`ConcurrentModification`, `TooManyRequestsException`, `Throttling`) or the SDK's
 *   name for it (`ConcurrentModificationException`)
 * @throws Error when the service knows no such code
 */
export function awsFault(call: string, code: string, message = code) {
  const service = serviceNamed(call.split(':')[0] ?? '');
  const known = [code, code.replace(/Exception$/, ''), jsonCode(code)].find((each) =>
    service?.statuses.has(each),
  );
  if (service === undefined || known === undefined) throw new Error(`${call} cannot answer ${code}`);
  return errorAnswer(service, { code: known, message });
}
