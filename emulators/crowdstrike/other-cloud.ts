import type { VendorRequest } from '../network/vendor-server.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/**
 * The address of the customer's cloud, when it is not the one that the request went to. A request to this server by the
 * other cloud's own name is at the right place.
 */
export const otherCloud = ({ host }: VendorRequest, { redirectTo }: CrowdstrikeSwitches): URL | undefined => {
  if (redirectTo === null) return undefined;
  const [, port] = /:(\d+)$/.exec(host) ?? [];
  const url = new URL(redirectTo === 'localhost' ? `http://localhost:${port ?? 80}` : redirectTo);
  return url.host === host ? undefined : url;
};
