const v = require('valibot');
const { parameterOf } = require('./parameter-of.cjs');
const { REGIONS } = require('./regions.ts');
const { Environment, settingsIn, ToEmulator, variableOf } = require('../lib/config.ts');
const { faultOf } = require('../lib/parse.ts');
const { vendors } = require('../lib/vendors/index.ts');

/** Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Why a deployment could not work with its region and parameters, one line a reason; none when it could.
 * The parameters that become the environment of the functions are judged by the schema that the functions use.
 *
 * `given` are the names that were given with `--param`, `environment` the variables of all functions together.
 */
exports.parameterReasons = ({ region, parameters, given, environment }) => [
  ...regionReasons(region),
  ...given
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `${name}: this parameter does not exist; there are ${Object.keys(parameters).join(', ')}`),
  ...['vendors', 'accessRoles']
    .filter((name) => /^\s|\s,|,\s|\s$/.test(parameters[name]))
    .map((name) => `${name}: "${parameters[name]}" has a space; separate the names by commas alone`),
  ...environmentReasons(environment),
  ...vendorReasons(parameters.vendors, environment),
  ...stackReasons(parameters, region),
];

const regionReasons = (region) =>
  Object.hasOwn(REGIONS, region)
    ? []
    : [
        `region: AWS Organizations sends its events to ${Object.keys(REGIONS).join(' or, in GovCloud, to ')}, and not to ${region}; Rollcall does not forward them`,
      ];

function environmentReasons(environment) {
  const text = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
  const endpoints = Object.entries(text).filter(
    ([name, url]) => name.startsWith('AWS_ENDPOINT_URL') && v.is(ToEmulator, { url }),
  );
  return [
    ...endpoints.map(([name]) => `${name}: ${HTTPS}`),
    ...faultsOf(Environment, text).map(
      ({ path: [variable, ...path], fault }) => `${[parameterOf(variable), ...path].join('.')}: ${fault}`,
    ),
  ];
}

const HTTPS = 'expected an https URL; plain http is for an emulator on this machine, and never deployed';

/** Names of another form are refused by the schema already. */
const vendorReasons = (names, environment) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[a-z][a-z0-9-]*$/.test(name))
    .flatMap((name) =>
      Object.hasOwn(vendors, name)
        ? settingsReasons(name, environment[variableOf(name)])
        : `vendors: "${name}" is not a vendor that Rollcall knows: ${Object.keys(vendors).join(', ')}`,
    );

/** The settings of a vendor, its parameter, are judged by the schema of its folder. */
function settingsReasons(name, text) {
  const Settings = settingsIn(vendors[name].Settings);
  const faults = faultsOf(Settings, text).map(({ path, fault }) => `${[name, ...path].join('.')}: ${fault}`);
  if (faults.length > 0) return faults;
  return v.is(ToEmulator, v.parse(Settings, text)) ? [`${name}.url: ${HTTPS}`] : [];
}

/** What is wrong, and where. */
const faultsOf = (schema, value) =>
  (v.safeParse(schema, value, { message: faultOf }).issues ?? []).map(({ path = [], message }) => ({
    path: path.map(({ key }) => key),
    fault: message,
  }));

function stackReasons(
  {
    logRetentionDays,
    reportRetentionDays,
    reportLock,
    reportLockDays,
    notificationAddress,
    secretsKeyArn,
    onAccountJoined,
    onControlTower,
    rollCall,
    stackBoundary,
    reservedConcurrency,
  },
  region,
) {
  const key = `arn:${REGIONS[region] ?? 'aws'}:kms:${region}:`;
  return [
    !RETENTION_DAYS.includes(Number(logRetentionDays)) &&
      `logRetentionDays: ${logRetentionDays} is not one of ${RETENTION_DAYS.join(', ')}`,
    !/^(DISABLED|[1-9]\d{0,3})$/.test(reservedConcurrency) &&
      `reservedConcurrency: "${reservedConcurrency}" is neither DISABLED nor a number from 1 to 9999`,
    !/^[\w+=,.@/-]*$/.test(stackBoundary) &&
      `stackBoundary: "${stackBoundary}" is not the name of an IAM policy`,
    !/^([^@\s]+@[^@\s]+)?$/.test(notificationAddress) &&
      `notificationAddress: "${notificationAddress}" is not a valid e-mail address`,
    !(
      secretsKeyArn === '' ||
      (secretsKeyArn.startsWith(key) && /:\d{12}:key\/[\w-]+$/.test(secretsKeyArn))
    ) &&
      `secretsKeyArn: "${secretsKeyArn}" is not the ARN of a KMS key in ${region}, ${key}<account>:key/<id>`,
    !(Number.isInteger(Number(reportRetentionDays)) && Number(reportRetentionDays) > 0) &&
      `reportRetentionDays: "${reportRetentionDays}" is not a number of days`,
    !['DISABLED', 'GOVERNANCE', 'COMPLIANCE'].includes(reportLock) &&
      `reportLock: "${reportLock}" is neither DISABLED nor GOVERNANCE nor COMPLIANCE`,
    !(Number.isInteger(Number(reportLockDays)) && Number(reportLockDays) > 0) &&
      `reportLockDays: "${reportLockDays}" is not a number of days`,
    reportLock !== 'DISABLED' &&
      Number(reportLockDays) > Number(reportRetentionDays) &&
      `reportLockDays: ${reportLockDays} is more than reportRetentionDays, ${reportRetentionDays}, after which reports are deleted`,
    !['DISABLED', 'REPORT', 'ENROLL'].includes(rollCall) &&
      `rollCall: "${rollCall}" is neither DISABLED nor REPORT nor ENROLL`,
    ...Object.entries({ onAccountJoined, onControlTower }).map(
      ([name, state]) =>
        !['ENABLED', 'DISABLED'].includes(state) && `${name}: "${state}" is neither ENABLED nor DISABLED`,
    ),
  ].filter(Boolean);
}
