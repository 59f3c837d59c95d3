import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isCertificateFault } from '../../../lib/http/certificate.ts';

// In a process of its own: simulated time does not see what passes inside a TLS connection.
it('a server whose certificate nobody vouches for is sent nothing, and is not taken for one that is out of order', () => {
  const probe = fileURLToPath(new URL('self-signed.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [probe], { encoding: 'utf8', timeout: 20_000 });
  expect(printed).toMatch(
    /^VendorUntrustedError: Tried to GET \S+ \(Cloudcraft\): no answer, self-signed certificate.* Next: check that url/,
  );
  expect(printed).toContain(' 0 requests');
});

describe('a certificate fault', () => {
  const failed = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('is %s', (code) => expect(isCertificateFault(failed(code))).toBe(true));

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_SOCKET', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'])(
    'is not %s',
    (code) => expect(isCertificateFault(failed(code))).toBe(false),
  );

  it('is not what is no error', () => expect(isCertificateFault('CERT_HAS_EXPIRED')).toBe(false));
});
