import { isNativeError } from 'node:util/types';

/**
 * Whether a request failed as the server's certificate does not prove that it is the vendor's. OpenSSL's names for what
 * is wrong with a certificate. Source: Node.js documentation, "TLS: X509 certificate error codes", and ERR_TLS_….
 */
export const isCertificateFault = (error: unknown): boolean =>
  isNativeError(error) &&
  (('code' in error && CODE.test(String(error.code))) || isCertificateFault(error.cause));

const CODE =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|(UNABLE_TO|DEPTH_ZERO_|SELF_SIGNED_|CERT_|CRL_|ERROR_IN_C|INVALID_(CA|PURPOSE)|PATH_LENGTH_)\w*)$/;
