import * as z from 'zod';

const access = {
  /** What a token says of its life, in real seconds; null leaves `expires_in` out. */
  expiresIn: z.number().int().nullable().default(1799),
  /** Emulated seconds after which a token is dead whatever it said; null keeps the promise. */
  tokenDiesAfter: z.number().nullable().default(null),
  /** Where the customer's cloud is when it is not here: a URL, or `localhost` for this server by that name. */
  redirectTo: z.string().nullable().default(null),
  redirectRegion: z.string().default('us-2'),
  /** Whether the caller's address is on the customer's IP allow-list. */
  ipAllowed: z.boolean().default(true),
};

const limits = {
  /** Requests a minute for the customer, for tokens, and with bad tokens; null for no limit. */
  rateLimit: z.number().int().nullable().default(6000),
  tokenRateLimit: z.number().int().nullable().default(300),
  badTokenRateLimit: z.number().int().nullable().default(15),
  /** Unit of `X-Ratelimit-Retryafter`, in which the swagger and the SDKs differ. */
  retryAfter: z.enum(['epoch seconds', 'epoch milliseconds', 'seconds', 'absent']).default('epoch seconds'),
  /** Whether the token endpoint gives that header too. */
  tokenRetryAfter: z.enum(['given', 'absent']).default('given'),
};

const registering = {
  /** Status of a `POST` of an account that is registered; only 201 (changes it) and 409 carry its resource. */
  duplicates: z.literal([201, 207, 400, 409]).default(201),
  /** Status of a `POST` that refuses its one entry: that of the error in it, or 207 as for one of several. */
  refusals: z.literal([400, 207]).default(400),
  /** `stranger`: a `POST` registers nothing and answers 207 with a resource of another account. */
  postAnswers: z.enum(['own', 'stranger']).default('own'),
  /** What a D4C `POST` must have: the account's id, or all that the swagger calls required. */
  requiredFields: z.enum(['practice', 'swagger']).default('practice'),
  /** The values of `account_type` that are taken; null takes any. */
  accountTypes: z.array(z.string()).nullable().default(['commercial', 'gov', 'govcloud']),
  /** Whether `iam_role_arn` may have a path. */
  rolePaths: z.enum(['accepted', 'refused']).default('accepted'),
  /** Whether one external id serves the whole customer, and whether an account that comes back gets its old one. */
  externalIdScope: z.enum(['account', 'cid']).default('account'),
  externalIdOnReturn: z.enum(['new', 'same']).default('new'),
  /** Whether a customer who was moved to the newest family may still write through D4C. */
  d4cWrites: z.enum(['accepted', 'refused']).default('accepted'),
};

const answering = {
  /** Status of a `GET` and a `DELETE` by an id that is not registered. */
  unknownOnGet: z.literal([207, 200, 404]).default(207),
  unknownOnDelete: z.literal([207, 200, 404, 500]).default(207),
  /** `error beside 200`: a `DELETE` forgets nothing, and answers 200 with an error 500 in it. */
  deletion: z.enum(['done', 'error beside 200']).default('done'),
  /** Emulated seconds for which an account is still shown after its deletion. */
  shownAfterDeletion: z.number().nonnegative().default(0),
  /** How a list without entries is written. */
  noErrors: z.enum(['[]', 'null', 'absent']).default('[]'),
  noResources: z.enum(['[]', 'null', 'absent']).default('[]'),
  /** Seconds from registration to the first scan, which may find the account operational; scans are at least two hours apart. */
  operationalAfter: z.number().nonnegative().default(7200),
  /** Whether a role that can be assumed without the external id is used. */
  openRoles: z.enum(['refused', 'accepted']).default('refused'),
  /** A status that every account has instead of the two known ones. */
  otherStatus: z.string().nullable().default(null),
  /** `false` although the name was given, as in the public sample. */
  isCustomRolename: z.enum(['true when given', 'false']).default('true when given'),
  /** The oldest samples have no `intermediate_role_arn`. */
  intermediateRole: z.enum(['given', 'absent']).default('given'),
};

/**
 * What is not known for certain of CrowdStrike's API, or what it may do on a bad day; the defaults are what is likely.
 * The object may be changed while the emulator runs.
 */
export const CrowdstrikeSwitches = z.strictObject({ ...access, ...limits, ...registering, ...answering });
export type CrowdstrikeSwitches = z.infer<typeof CrowdstrikeSwitches>;
