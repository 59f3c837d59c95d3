import * as v from 'valibot';
import { VendorResponseError } from '../../errors.ts';
import type { HttpAnswer } from '../../http/answer.ts';
import { ApiUrl, isLoopback } from '../settings.ts';

const OWN_DOMAINS = ['.crowdstrike.com', '.crowdstrike.mil'];

/**
 * The origin that a redirected token request is to go to; credentials follow only to CrowdStrike or the configured host.
 * @throws {VendorResponseError} the redirect leads elsewhere
 */
export function otherCloud(answer: HttpAnswer, configured: string): string {
  const location = URL.parse(answer.headers.get('location') ?? '', configured);
  if (location !== null && v.is(ApiUrl, location.origin) && trusted(location.hostname, configured)) {
    return location.origin;
  }
  throw new VendorResponseError({
    tried: answer.tried,
    answered: `${answer.summary}, a redirect to ${location?.origin ?? 'nowhere'}, which is not CrowdStrike's; no credentials were sent there`,
    next: "set url in the parameter crowdstrike to your cloud's API",
  });
}

function trusted(hostname: string, configured: string): boolean {
  const own = new URL(configured).hostname;
  return (
    hostname === own ||
    (isLoopback(hostname) && isLoopback(own)) ||
    OWN_DOMAINS.some((domain) => hostname.endsWith(domain))
  );
}
