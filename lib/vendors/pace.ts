/** How often a vendor may be called, and how many of these calls an account takes that the vendor does not know yet: by itself, and in a roll call. */
export interface Pace {
  requests: number;
  seconds: number;
  calls: { alone: number; notListed: number };
}
