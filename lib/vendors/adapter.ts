import type { CredentialSource } from './credentials.ts';
import type { Deployment, Vendor } from './vendor.ts';

/** What calls a vendor. */
export interface Adapter<S = unknown, C = unknown> {
  create(credentials: CredentialSource<C>, deployment: Deployment<S>): Vendor;
}
