const { GetAccountSettingsCommand, LambdaClient } = require('@aws-sdk/client-lambda');

/** Lambda keeps so many for functions that reserve none. Source: Lambda Developer Guide, "Configuring reserved concurrency". */
const UNRESERVED = 100;

/**
 * Why Lambda would refuse what the functions reserve; none when it would not. What others in the account reserve, as the
 * stack of another stage, is not counted: an upgrade would count its own stack. CloudFormation says when they leave too little.
 */
exports.concurrencyReasons = ({ quota, reserved, functions: { length } }) => {
  const needed = UNRESERVED + length * reserved;
  if (reserved === 0 || quota >= needed) return [];
  return [
    `reservedConcurrency: ${length} functions reserve ${reserved} each beside ${UNRESERVED} that Lambda keeps for others, and this account may run ${quota} at once, not ${needed}; raise the quota "Concurrent executions" of Lambda, or add --param="reservedConcurrency=DISABLED"`,
  ];
};

/** Lambda's quota of the account; no limit for who may not read it, as CloudFormation then says what is too much. */
exports.concurrentExecutions = async (serverless) => {
  try {
    const client = new LambdaClient(await serverless.getProvider('aws').getAwsSdkV3Config());
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    return AccountLimit.ConcurrentExecutions;
  } catch (error) {
    if (error.name !== 'AccessDeniedException') throw error;
    return Number.POSITIVE_INFINITY;
  }
};
