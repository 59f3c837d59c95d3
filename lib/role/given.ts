/** What Rollcall ever gives a vendor's role, by whichever settings: all else on a role is somebody else's. */
export interface GivenRole {
  name: string;
  /** Names of AWS's own managed policies. */
  managedPolicies: string[];
  /** Names of inline policies. */
  inlinePolicies: string[];
}
