import type * as v from 'valibot';
import type { Fault } from '../../emulators/network/fault.ts';
import type { VendorName } from '../../emulators/vendors.ts';

/**
 * A call in which a vendor can go wrong: of one step, for one vendor; `repairs` when it is made only for an account that is
 * registered already, and wrongly.
 */
export interface Place {
  vendor: VendorName;
  function: 'prepareRegistration' | 'registerAccount';
  call: string;
  repairs?: true;
}

const place = (vendor: VendorName, key: Place['function'], call: string): Place => ({
  ...{ vendor, function: key, call },
});

/** Every call that an enrollment makes to a vendor. */
export const places = {
  "Cloudcraft's parameters": place('cloudcraft', 'prepareRegistration', '^GET /aws/account/iamParameters$'),
  'looking at Cloudcraft': place('cloudcraft', 'prepareRegistration', '^GET /aws/account$'),
  "Cloudcraft's list": place('cloudcraft', 'registerAccount', '^GET /aws/account$'),
  'adding at Cloudcraft': place('cloudcraft', 'registerAccount', '^POST /aws/account$'),
  'removing from Cloudcraft': {
    ...place('cloudcraft', 'registerAccount', '^DELETE /aws/account/'),
    repairs: true,
  },
  'renaming at Cloudcraft': {
    ...place('cloudcraft', 'registerAccount', '^PUT /aws/account/'),
    repairs: true,
  },
  "CrowdStrike's token": place('crowdstrike', 'prepareRegistration', '^POST /oauth2/token$'),
  'looking at CrowdStrike': place('crowdstrike', 'prepareRegistration', '^GET /cloud-'),
  'registering at CrowdStrike': place('crowdstrike', 'prepareRegistration', '^POST /cloud-'),
  'reading back from CrowdStrike': place('crowdstrike', 'registerAccount', '^GET /cloud-'),
} satisfies Record<string, Place>;
export type PlaceName = keyof typeof places;

/** How the disturbed execution ends for the vendor: as its audit line says, and whether the workflow tried again. */
export interface Ending {
  ends: string;
  retried: boolean;
}

export const enrolled: Ending = { ends: 'enrolled', retried: false };
export const enrolledLater: Ending = { ends: 'enrolled', retried: true };
export const unavailable: Ending = { ends: 'VendorUnavailableError', retried: true };
export const throttled: Ending = { ends: 'VendorThrottledError', retried: true };
export const refused: Ending = { ends: 'VendorRejectedError', retried: false };
export const garbled: Ending = { ends: 'VendorResponseError', retried: false };
/** The role is not blamed for long. */
export const notYet: Ending = { ends: 'RoleNotAssumableYetError', retried: true };

type Answer = v.InferInput<typeof Fault>['answer'];

/**
 * A fault that lasts for a whole execution, unless `times` says how often it occurs.
 *
 * - `ends`: how it ends; `at`: where otherwise
 * - `in`: the places that it can occur in; all when left out
 * - `patience`: how long the vendor may take for an answer, in seconds, where the fault takes longer
 */
export interface VendorFault {
  fault: string;
  ends: Ending;
  answer: Answer | ((vendor: VendorName) => Answer);
  effect?: 'taken';
  times?: number;
  at?: Partial<Record<PlaceName, Ending>>;
  in?: PlaceName[];
  patience?: number;
}

/** A row of the table. */
export const row = (fault: string, ends: Ending, rest: Omit<VendorFault, 'fault' | 'ends'>): VendorFault => ({
  ...{ fault, ends },
  ...rest,
});
