const { parameterOf } = require('./parameter-of.cjs');

/** The longest name of a resource, in characters, by type and property. Source: the API reference of each service. */
const LONGEST = {
  'AWS::Lambda::Function': { FunctionName: 64 },
  'AWS::StepFunctions::StateMachine': { StateMachineName: 80 },
  'AWS::IAM::Role': { RoleName: 64 },
  'AWS::Events::Rule': { Name: 64 },
  'AWS::SNS::Topic': { TopicName: 256, DisplayName: 100 },
  'AWS::SQS::Queue': { QueueName: 80 },
  'AWS::Logs::LogGroup': { LogGroupName: 512 },
  'AWS::CloudWatch::Dashboard': { DashboardName: 255 },
  'AWS::Logs::QueryDefinition': { Name: 255 },
};

/** Of all environment variables of a function, in bytes. Source: Lambda Developer Guide, "Lambda quotas". */
const LARGEST_ENVIRONMENT = 4096;

/** Why AWS would refuse the packaged template, one line a kind of reason, with the worst case of it; none when it would not. */
exports.templateReasons = ({ Resources }) => {
  const all = Object.values(Resources);
  return [...worst(all.flatMap(names)), ...worst(all.filter(isFunction).map(environment))];
};

const worst = (cases) =>
  cases
    .filter(({ over }) => over > 0)
    .sort((one, other) => other.over - one.over)
    .slice(0, 1)
    .map(({ reason }) => reason);

const names = ({ Type, Properties }) =>
  Object.entries(LONGEST[Type] ?? {})
    .map(([property, longest]) => ({ name: textOf(Properties?.[property]), longest }))
    .map(({ name, longest }) => ({
      over: name.length - longest,
      reason: `stage: it makes the name ${name} of ${Type}, ${name.length} characters of at most ${longest}; shorten the stage by ${name.length - longest}`,
    }));

const isFunction = ({ Type }) => Type === 'AWS::Lambda::Function';

const environment = ({ Properties: { FunctionName, Environment } }) => {
  const variables = Object.entries(Environment?.Variables ?? {});
  const sizes = variables.map(([name, value]) => [name, Buffer.byteLength(name + textOf(value))]);
  const size = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  const [largest] = sizes.sort(([, one], [, other]) => other - one)[0] ?? [];
  return {
    over: size - LARGEST_ENVIRONMENT,
    reason: `${parameterOf(largest ?? '')}: the environment of ${FunctionName} would have ${size} bytes, of at most ${LARGEST_ENVIRONMENT}; shorten this parameter by ${size - LARGEST_ENVIRONMENT}`,
  };
};

/** A name as it is deployed; what only CloudFormation knows counts as the 12 characters at the end of a log group's name. */
const textOf = (value) => {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const [by, parts] = value['Fn::Join'] ?? [];
  return parts === undefined ? '?'.repeat(12) : parts.map(textOf).join(by);
};
