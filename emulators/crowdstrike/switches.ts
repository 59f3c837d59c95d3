import * as v from 'valibot';

const access = {
  /** What a token says of its life, in real seconds; null leaves `expires_in` out. */
  expiresIn: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger())), 1799),
  /** Emulated seconds after which a token is dead whatever it said; null keeps the promise. */
  tokenDiesAfter: v.optional(v.nullable(v.number()), null),
  /** Where the customer's cloud is when it is not here: a URL, or `localhost` for this server by that name. */
  redirectTo: v.optional(v.nullable(v.string()), null),
  redirectRegion: v.optional(v.string(), 'us-2'),
  /** Whether the caller's address is on the customer's IP allow-list. */
  ipAllowed: v.optional(v.boolean(), true),
};

const limits = {
  /** Requests a minute for the customer, for tokens, and with bad tokens; null for no limit. */
  rateLimit: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger())), 6000),
  tokenRateLimit: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger())), 300),
  badTokenRateLimit: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger())), 15),
  /** Unit of `X-Ratelimit-Retryafter`, in which the swagger and the SDKs differ. */
  retryAfter: v.optional(
    v.picklist(['epoch seconds', 'epoch milliseconds', 'seconds', 'absent']),
    'epoch seconds',
  ),
  /** Whether the token endpoint gives that header too. */
  tokenRetryAfter: v.optional(v.picklist(['given', 'absent']), 'given'),
};

const registering = {
  /** Status of a `POST` of an account that is registered; only 201 (changes it) and 409 carry its resource. */
  duplicates: v.optional(v.picklist([201, 207, 400, 409]), 201),
  /** Status of a `POST` that refuses its one entry: that of the error in it, or 207 as for one of several. */
  refusals: v.optional(v.picklist([400, 207]), 400),
  /** `stranger`: a `POST` registers nothing and answers 207 with a resource of another account. */
  postAnswers: v.optional(v.picklist(['own', 'stranger']), 'own'),
  /** What a D4C `POST` must have: the account's id, or all that the swagger calls required. */
  requiredFields: v.optional(v.picklist(['practice', 'swagger']), 'practice'),
  /** The values of `account_type` that are taken; null takes any. */
  accountTypes: v.optional(v.nullable(v.array(v.string())), ['commercial', 'gov', 'govcloud']),
  /** Whether `iam_role_arn` may have a path. */
  rolePaths: v.optional(v.picklist(['accepted', 'refused']), 'accepted'),
  /** Whether one external id serves the whole customer, and whether an account that comes back gets its old one. */
  externalIdScope: v.optional(v.picklist(['account', 'cid']), 'account'),
  externalIdOnReturn: v.optional(v.picklist(['new', 'same']), 'new'),
  /** Whether a customer who was moved to the newest family may still write through D4C. */
  d4cWrites: v.optional(v.picklist(['accepted', 'refused']), 'accepted'),
};

const answering = {
  /** Status of a `GET` and a `DELETE` by an id that is not registered. */
  unknownOnGet: v.optional(v.picklist([207, 200, 404]), 207),
  unknownOnDelete: v.optional(v.picklist([207, 200, 404, 500]), 207),
  /** `error beside 200`: a `DELETE` forgets nothing, and answers 200 with an error 500 in it. */
  deletion: v.optional(v.picklist(['done', 'error beside 200']), 'done'),
  /** Emulated seconds for which an account is still shown after its deletion. */
  shownAfterDeletion: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
  /** How a list without entries is written. */
  noErrors: v.optional(v.picklist(['[]', 'null', 'absent']), '[]'),
  noResources: v.optional(v.picklist(['[]', 'null', 'absent']), '[]'),
  /** Seconds from registration to the first scan, which may find the account operational; scans are at least two hours apart. */
  operationalAfter: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 7200),
  /** Whether a role that can be assumed without the external id is used. */
  openRoles: v.optional(v.picklist(['refused', 'accepted']), 'refused'),
  /** A status that every account has instead of the two known ones. */
  otherStatus: v.optional(v.nullable(v.string()), null),
  /** `false` although the name was given, as in the public sample. */
  isCustomRolename: v.optional(v.picklist(['true when given', 'false']), 'true when given'),
  /** The oldest samples have no `intermediate_role_arn`. */
  intermediateRole: v.optional(v.picklist(['given', 'absent']), 'given'),
};

/**
 * What is not known for certain of CrowdStrike's API, or what it may do on a bad day; the defaults are what is likely.
 * The object may be changed while the emulator runs.
 */
export const CrowdstrikeSwitches = v.strictObject({ ...access, ...limits, ...registering, ...answering });
export type CrowdstrikeSwitches = v.InferOutput<typeof CrowdstrikeSwitches>;
