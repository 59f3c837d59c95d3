import * as v from 'valibot';
import { InvalidConfigurationError } from './errors.ts';
import { JsonObject } from './json-object.ts';
import { Filters, strayVendors } from './organization/filter.ts';
import { parse } from './parse.ts';
import { RoleName, RolePath } from './role/spec.ts';

const matching = (pattern: RegExp, expected: string) => v.pipe(v.string(), v.regex(pattern, expected));

const NumberText = v.pipe(v.unknown(), v.toNumber());

const Parts = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim())),
);

const list = (item: v.GenericSchema<string>) =>
  v.pipe(
    Parts,
    v.array(item),
    v.minLength(1),
    v.check((names) => new Set(names).size === names.length, 'expected each name once'),
  );

/** The environment of every function; `serverless.yml` has the same variables with their defaults. */
export const Environment = v.pipe(
  v.object({
    /** Names of the vendors that accounts are enrolled with. */
    VENDORS: list(matching(/^[a-z][a-z0-9-]*$/, 'expected names of vendors, separated by commas')),
    /** Names of the access roles, which the management account assumes in a member account, in the order of trying them. */
    ACCESS_ROLES: list(RoleName),
    /** Vendors' secrets are called `<prefix>/<vendor>`. */
    SECRET_PREFIX: matching(
      /^[\w/+=.@-]*[\w+=.@-]$/,
      'expected the beginning of a secret name, without "/" at its end',
    ),
    /** The IAM path of the roles that Rollcall makes. */
    ROLE_PATH: RolePath,
    /** Path and name of a customer managed policy in each account that bounds the roles; empty for none. */
    PERMISSIONS_BOUNDARY: matching(
      /^(([\w+=,.@-]+\/)*[\w+=,.@-]+)?$/,
      'expected the name of an IAM policy, or nothing',
    ),
    /** Which accounts to enroll, as JSON; see docs/settings.md. Only the function that decides it has the variable. */
    FILTERS: v.optional(v.pipe(JsonObject, Filters), '{}'),
    /** Whether the management account is enrolled, too. Only the function that decides it has the variable. */
    MANAGEMENT_ACCOUNT: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'DISABLED'),
    /** The management account, where Rollcall runs in another; empty otherwise. Only the function that takes the roll has the variable. */
    MANAGEMENT_ACCOUNT_ID: v.optional(
      matching(/^(\d{12})?$/, 'expected the 12 digits of an account, or nothing'),
      '',
    ),
    /** What becomes of accounts that departed. Only the function that takes the roll has the variable. */
    OFFBOARDING: v.optional(v.picklist(['DISABLED', 'REPORT', 'ENABLED']), 'REPORT'),
    /** Longest time for a vendor to answer one request. */
    VENDOR_TIMEOUT_SECONDS: v.pipe(NumberText, v.gtValue(0), v.maxValue(60)),
    /** The table with the queues at the vendors. Only the functions that register have the variable. */
    TURN_TABLE: v.optional(v.string(), ''),
    /** The bucket of the coverage reports. Only the functions of the roll call have this variable and the last one. */
    REPORT_BUCKET: v.optional(v.string(), ''),
    /** The stage of the deployment, for the reports and the access role of the management account. */
    STAGE: v.optional(v.string(), ''),
    /** The version of Rollcall, for the reports. */
    ROLLCALL_VERSION: v.optional(v.string(), ''),
  }),
  v.forward(
    v.check(
      ({ VENDORS, FILTERS }) => strayVendors(FILTERS, VENDORS).length === 0,
      ({ input: { VENDORS, FILTERS } }) =>
        `expected enabled vendors, and not ${strayVendors(FILTERS, VENDORS)}`,
    ),
    ['FILTERS', 'vendors'],
  ),
  v.transform((variables) => ({
    vendors: variables.VENDORS,
    accessRoles: variables.ACCESS_ROLES,
    secretPrefix: variables.SECRET_PREFIX,
    rolePath: variables.ROLE_PATH,
    permissionsBoundary: variables.PERMISSIONS_BOUNDARY,
    filters: variables.FILTERS,
    managementAccount: variables.MANAGEMENT_ACCOUNT,
    managementAccountId: variables.MANAGEMENT_ACCOUNT_ID,
    offboarding: variables.OFFBOARDING,
    vendorTimeoutSeconds: variables.VENDOR_TIMEOUT_SECONDS,
    turnTable: variables.TURN_TABLE,
    reportBucket: variables.REPORT_BUCKET,
    stage: variables.STAGE,
    version: variables.ROLLCALL_VERSION,
  })),
);

/** What the deployment decides for every vendor alike. */
export type Config = v.InferOutput<typeof Environment>;

/**
 * Reads the environment.
 * @throws {InvalidConfigurationError} naming every variable that is missing or malformed, or that leads the SDK to plain http
 */
export function readConfig(): Config {
  for (const [name, url] of Object.entries(process.env))
    if (name.startsWith('AWS_ENDPOINT_URL')) requireHttps(name, { url });
  return parse(Environment, process.env, { whole: 'environment', refuse });
}

/** Where S3 is. Source: SDKs and Tools Reference Guide, "Service-specific endpoints". */
export function readS3(): { region: string; endpoint: string | undefined } {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return { region, endpoint: AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL };
}

/** The environment variable that has a vendor's settings: `CLOUDCRAFT` for `cloudcraft`. */
export const variableOf = (vendor: string) => vendor.toUpperCase().replaceAll('-', '_');

/** The form of that variable, for the form of the settings. */
export const settingsIn = <S>(Settings: v.GenericSchema<unknown, S>) => v.pipe(JsonObject, Settings);

/**
 * Reads a vendor's settings.
 * @throws {InvalidConfigurationError} naming every field that is missing or malformed
 */
export function readSettings<S>(vendor: string, Settings: v.GenericSchema<unknown, S>): S {
  const variable = variableOf(vendor);
  const settings = parse(settingsIn(Settings), process.env[variable], {
    whole: 'its value',
    refuse: (faults) => refuse(`${variable}: ${faults}`),
  });
  requireHttps(variable, settings);
  return settings;
}

/** Settings whose URL is one of plain http: an emulator's, on this machine. */
export const ToEmulator = v.object({ url: v.pipe(v.string(), v.regex(/^http:/i)) });

/**
 * In Lambda nothing is sent in plain http: loopback is where Lambda itself serves the function's invocations. The variable
 * says where, and is reserved. Source: Lambda Developer Guide, "Using the Lambda runtime API"; its client for Node reads it.
 */
function requireHttps(variable: string, settings: unknown): void {
  if (process.env['AWS_LAMBDA_RUNTIME_API'] === undefined || !v.is(ToEmulator, settings)) return;
  throw refuse(`${variable}: expected an https URL in Lambda`);
}

const refuse = (answered: string) =>
  new InvalidConfigurationError({
    tried: 'read the environment variables of the function',
    answered,
    next: 'fix the parameters in serverless.yml and deploy again',
  });
