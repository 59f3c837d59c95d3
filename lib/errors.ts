/** What an error reports to the person on call. */
export interface Report {
  /** What was tried, on what: "assume arn:aws:iam::…:role/… in account 444455556666". */
  tried: string;
  /** What AWS or the vendor answered, or what was found. */
  answered: string;
  /** What fixes the cause, where that is known; how to run the enrollment again is for its conclusion to say. */
  next?: string | undefined;
}

/** The base of Rollcall's errors. Each `name` is a literal that the workflows match, so no bundler may rename it. */
export abstract class RollcallError extends Error {
  constructor({ tried, answered, next }: Report, options?: ErrorOptions) {
    const advice = next === undefined ? '' : ` Next: ${next}.`;
    super(`Tried to ${tried}: ${short(answered).replace(/\.$/, '')}.${advice}`, options);
  }
}

/** Longest `answered`, in characters: what travels in workflow data has 256 KiB in all. */
const ANSWER_AT_MOST = 5000;
const short = (text: string) => (text.length > ANSWER_AT_MOST ? `${text.slice(0, ANSWER_AT_MOST)}…` : text);

/** The event or the manual input is not one that an enrollment can start from. */
export class InvalidInputError extends RollcallError {
  override readonly name = 'InvalidInputError';
}

/** An environment variable or a field of a secret is missing or malformed. */
export class InvalidConfigurationError extends RollcallError {
  override readonly name = 'InvalidConfigurationError';
}

/** The account does not exist in the organization. */
export class AccountNotFoundError extends RollcallError {
  override readonly name = 'AccountNotFoundError';
}

/** A newly created account whose access role cannot be assumed yet; passes by itself within minutes. */
export class AccountNotReadyError extends RollcallError {
  override readonly name = 'AccountNotReadyError';
}

/** AWS refuses for good: an explicit deny, or no access role in an account that is not newly created. */
export class AccessDeniedError extends RollcallError {
  override readonly name = 'AccessDeniedError';
}

/** AssumeRole gave a session in another account than the one that was asked for. */
export class WrongAccountError extends RollcallError {
  override readonly name = 'WrongAccountError';
}

/** A role of the wanted name exists and is not Rollcall's to change. */
export class RoleNotOursError extends RollcallError {
  override readonly name = 'RoleNotOursError';
}

/** A vendor's answer asks for a trusted principal, or for permissions, that the configuration does not allow. */
export class UntrustedPrincipalError extends RollcallError {
  override readonly name = 'UntrustedPrincipalError';
}

/** A fault of AWS that passes: throttling, concurrent modification, service failure, no answer. */
export class AwsUnavailableError extends RollcallError {
  override readonly name = 'AwsUnavailableError';
}

/** AWS understood the call and refused it: a limit, a malformed document. */
export class AwsRejectedError extends RollcallError {
  override readonly name = 'AwsRejectedError';
}

/** The vendor gave no answer, or one that means that it is out of order. */
export class VendorUnavailableError extends RollcallError {
  override readonly name = 'VendorUnavailableError';
}

/** The vendor asks for fewer calls. */
export class VendorThrottledError extends RollcallError {
  override readonly name = 'VendorThrottledError';
  /** How long it asks to wait, in seconds; undefined when it does not say. */
  afterSeconds: number | undefined;
  /** `nothing`: it refused the first request that would have changed something. */
  changed: 'nothing' | 'unsure' = 'unsure';
}

/** The vendor understood the call and refused it. */
export class VendorRejectedError extends RollcallError {
  override readonly name = 'VendorRejectedError';
}

/** The vendor's answer is not what its API promises. */
export class VendorResponseError extends RollcallError {
  override readonly name = 'VendorResponseError';
}

/** The server at the vendor's URL does not prove to be the vendor's: its certificate is expired, self-signed or another host's. */
export class VendorUntrustedError extends RollcallError {
  override readonly name = 'VendorUntrustedError';
}

/** The vendor cannot assume the new role yet; IAM needs seconds to minutes to make it known everywhere. */
export class RoleNotAssumableYetError extends RollcallError {
  override readonly name = 'RoleNotAssumableYetError';
}

/** An account of a roll call is to be added later; nothing was changed, by any attempt of its execution. */
export class TooEarlyError extends RollcallError {
  override readonly name = 'TooEarlyError';
}

/** A function used up its time; its outgoing calls were ended. */
export class StepTimeoutError extends RollcallError {
  override readonly name = 'StepTimeoutError';
}

/** The account is not registered with at least one vendor: the execution failed. */
export class EnrollmentIncompleteError extends RollcallError {
  override readonly name = 'EnrollmentIncompleteError';
}

/** An event says that an account departs, and AWS still lists it as active; passes by itself within minutes. */
export class AccountNotDepartedError extends RollcallError {
  override readonly name = 'AccountNotDepartedError';
}

/** The account was not offboarded from at least one vendor: the execution failed. */
export class OffboardingIncompleteError extends RollcallError {
  override readonly name = 'OffboardingIncompleteError';
}

/** A vendor lists far fewer registrations than at the last roll call: more likely a wrong list than so many deletions. */
export class ListShrankError extends RollcallError {
  override readonly name = 'ListShrankError';
}

/** More accounts have departed than one roll call may offboard: more likely a wrong list than so many departures. */
export class TooManyDepartedError extends RollcallError {
  override readonly name = 'TooManyDepartedError';
}

/** A roll call has more accounts to enroll than a workflow can hold. */
export class RollTooLargeError extends RollcallError {
  override readonly name = 'RollTooLargeError';
}

/** At least one account that is to be covered is not: the roll call failed. */
export class RollCallIncompleteError extends RollcallError {
  override readonly name = 'RollCallIncompleteError';
}
