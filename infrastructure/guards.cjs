const { Environment } = require('../lib/config.ts');
const { vendors } = require('../lib/vendors/index.ts');

/** Where the events of AWS Organizations arrive. Source: Organizations User Guide, "Logging and monitoring"; GovCloud guide. */
const REGIONS = { 'us-east-1': 'aws', 'us-gov-west-1': 'aws-us-gov' };

/** Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Refuses to package what could not work, with every reason at once. Looks at the region, at the parameters that become
 * the functions' environment (by the schema that the functions themselves use), and at those of the stack.
 */
module.exports = async ({ options, resolveVariable }) => {
  const region = await resolveVariable('self:provider.region');
  const known = Object.keys(await resolveVariable('self:params.default'));
  const values = Object.fromEntries(
    await Promise.all(known.map(async (name) => [name, String(await resolveVariable(`param:${name}`))])),
  );
  const reasons = [
    ...regionReasons(region),
    ...givenNames(options)
      .filter((name) => !known.includes(name))
      .map((name) => `${name}: there is no such parameter; there are ${known.join(', ')}`),
    ...environmentReasons(await resolveVariable('self:provider.environment')),
    ...vendorReasons(values.vendors),
    ...stackReasons(values, region),
  ];
  if (reasons.length > 0) throw new Error(`This deployment would not work:\n- ${reasons.join('\n- ')}`);
  return 'passed';
};

const regionReasons = (region) =>
  Object.hasOwn(REGIONS, region)
    ? []
    : [
        `region: AWS Organizations sends its events to ${Object.keys(REGIONS).join(' or, in GovCloud, to ')}, and not to ${region}; Rollcall does not forward them`,
      ];

/** The names in `--param="name=value"`. */
const givenNames = ({ param }) => [param ?? []].flat().map((pair) => pair.split('=')[0]);

function environmentReasons(environment) {
  const text = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
  const { error } = Environment.safeParse(text);
  return (error?.issues ?? []).map(
    ({ path: [variable, ...path], message }) => `${[parameterOf(variable), ...path].join('.')}: ${message}`,
  );
}

/** `ROLE_PATH` is given by the parameter `rolePath`. */
const parameterOf = (variable) =>
  variable.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

const vendorReasons = (names) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !Object.hasOwn(vendors, name))
    .map(
      (name) =>
        `vendors: "${name}" is none of the vendors that Rollcall knows: ${Object.keys(vendors).join(', ')}`,
    );

function stackReasons(
  { logRetentionDays, notificationAddress, secretsKeyArn, onAccountJoined, onControlTower },
  region,
) {
  const key = `arn:${REGIONS[region] ?? 'aws'}:kms:${region}:`;
  return [
    !RETENTION_DAYS.includes(Number(logRetentionDays)) &&
      `logRetentionDays: ${logRetentionDays} is none of ${RETENTION_DAYS.join(', ')}`,
    !/^([^@\s]+@[^@\s]+)?$/.test(notificationAddress) &&
      `notificationAddress: "${notificationAddress}" is no e-mail address`,
    !(
      secretsKeyArn === '' ||
      (secretsKeyArn.startsWith(key) && /:\d{12}:key\/[\w-]+$/.test(secretsKeyArn))
    ) && `secretsKeyArn: "${secretsKeyArn}" is no ARN of a KMS key in ${region}, ${key}<account>:key/<id>`,
    ...Object.entries({ onAccountJoined, onControlTower }).map(
      ([name, state]) =>
        !['ENABLED', 'DISABLED'].includes(state) && `${name}: "${state}" is neither ENABLED nor DISABLED`,
    ),
  ].filter(Boolean);
}
