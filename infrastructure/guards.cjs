const { Environment } = require('../lib/config.ts');
const { vendors } = require('../lib/vendors/index.ts');

/** Where the events of AWS Organizations arrive. Source: Organizations User Guide, "Logging and monitoring"; GovCloud guide. */
const REGIONS = {
  'us-east-1': 'the commercial partition',
  'us-gov-west-1': 'AWS GovCloud (US)',
};

/** Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Refuses to package what could not work, with every reason at once. Looks at the region, at the parameters that become
 * the functions' environment (by the schema that the functions themselves use), and at those of the stack.
 */
module.exports = async ({ resolveVariable }) => {
  const [region, environment, days, address, keyArn, ...switches] = await Promise.all(
    [
      'self:provider.region',
      'self:provider.environment',
      'param:logRetentionDays',
      'param:notificationAddress',
      'param:secretsKeyArn',
      'param:onAccountJoined',
      'param:onControlTower',
    ].map((name) => resolveVariable(name)),
  );
  const reasons = [
    ...regionReasons(region),
    ...environmentReasons(environment),
    ...(RETENTION_DAYS.includes(Number(days))
      ? []
      : [`logRetentionDays: ${days} is none of ${RETENTION_DAYS.join(', ')}`]),
    ...(address === '' || /^[^@\s]+@[^@\s]+$/.test(address)
      ? []
      : [`notificationAddress: "${address}" is no e-mail address`]),
    ...(keyArn === '' || /^arn:aws(-us-gov)?:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(keyArn)
      ? []
      : [`secretsKeyArn: "${keyArn}" is no ARN of a KMS key`]),
    ...switches
      .filter((state) => state !== 'ENABLED' && state !== 'DISABLED')
      .map((state) => `onAccountJoined, onControlTower: "${state}" is neither ENABLED nor DISABLED`),
  ];
  if (reasons.length > 0) throw new Error(`This deployment would not work:\n- ${reasons.join('\n- ')}`);
  return 'passed';
};

const regionReasons = (region) =>
  Object.hasOwn(REGIONS, region)
    ? []
    : [
        `region: AWS Organizations sends its events to ${Object.entries(REGIONS)
          .map(([name, partition]) => `${name} in ${partition}`)
          .join(', and to ')}, and not to ${region}; Rollcall does not forward them`,
      ];

function environmentReasons(environment) {
  const text = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
  const parsed = Environment.safeParse(text);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return parsed.data.vendors
    .filter((vendor) => !Object.hasOwn(vendors, vendor))
    .map(
      (vendor) =>
        `VENDORS: "${vendor}" is none of the vendors that Rollcall knows: ${Object.keys(vendors).join(', ')}`,
    );
}
