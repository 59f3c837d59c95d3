/**
 * What an error tells the person on call.
 *
 * - `tried`: what was tried, on what ("assume arn:aws:iam::…:role/… in account 444455556666")
 * - `said`: what the other side said
 * - `next`: what to do about it
 */
export interface Report {
  tried: string;
  said: string;
  next: string;
}

/**
 * The base of every error that Rollcall throws itself. Each `name` is a literal: the workflows match it in `ErrorEquals`,
 * and a bundler that renames classes must not change it.
 */
export abstract class RollcallError extends Error {
  constructor({ tried, said, next }: Report, options?: ErrorOptions) {
    super(`Tried to ${tried}: ${short(said).replace(/\.$/, '')}. Next: ${next}.`, options);
  }
}

/** Longest `said`, in characters: what travels in workflow data has 256 KiB in all. */
const SAID_AT_MOST = 5000;

const short = (said: string) => (said.length > SAID_AT_MOST ? `${said.slice(0, SAID_AT_MOST)}…` : said);

/** The event or the manual input is not one that an enrollment can start from. */
export class InvalidInputError extends RollcallError {
  override readonly name = 'InvalidInputError';
}

/** An environment variable or a field of a secret is missing or malformed. */
export class InvalidConfigurationError extends RollcallError {
  override readonly name = 'InvalidConfigurationError';
}

/** Organizations does not know the account. */
export class AccountNotFoundError extends RollcallError {
  override readonly name = 'AccountNotFoundError';
}

/** A young account that AWS does not let us enter yet; passes by itself within minutes. */
export class AccountNotReadyError extends RollcallError {
  override readonly name = 'AccountNotReadyError';
}

/** AWS refuses for good: an explicit deny, or an account that should long be open to us. */
export class AccessDeniedError extends RollcallError {
  override readonly name = 'AccessDeniedError';
}

/** AssumeRole let us into another account than the one that was asked for. */
export class WrongAccountError extends RollcallError {
  override readonly name = 'WrongAccountError';
}

/** A role of the wanted name exists and is not Rollcall's to change. */
export class RoleNotOursError extends RollcallError {
  override readonly name = 'RoleNotOursError';
}

/** A vendor's answer asks the account to trust somebody, or to grant something, that the configuration does not allow. */
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

/** The vendor gave no answer, or one that says it is out of order. */
export class VendorUnavailableError extends RollcallError {
  override readonly name = 'VendorUnavailableError';
}

/** The vendor asks for fewer calls, for longer than a function should wait. */
export class VendorThrottledError extends RollcallError {
  override readonly name = 'VendorThrottledError';
}

/** The vendor understood the call and refused it. */
export class VendorRejectedError extends RollcallError {
  override readonly name = 'VendorRejectedError';
}

/** The vendor's answer is not what its API promises. */
export class VendorResponseError extends RollcallError {
  override readonly name = 'VendorResponseError';
}

/** The vendor cannot assume the new role yet; IAM needs seconds to minutes to make it known everywhere. */
export class RoleNotAssumableYetError extends RollcallError {
  override readonly name = 'RoleNotAssumableYetError';
}

/** A function used up its time; its outgoing calls were ended. */
export class StepTimeoutError extends RollcallError {
  override readonly name = 'StepTimeoutError';
}

/** At least one vendor does not know the account: the execution is red. */
export class EnrollmentIncompleteError extends RollcallError {
  override readonly name = 'EnrollmentIncompleteError';
}
