require('./node-guard.cjs');
const { concurrencyReasons, concurrentExecutions } = require('./concurrency-guard.cjs');
const { parameterReasons } = require('./parameter-guards.cjs');
const { templateReasons } = require('./template-guards.cjs');

/**
 * A plugin of the Serverless Framework that refuses to package or to deploy what AWS would refuse or what could not work, with
 * every reason in one line. `serverless remove` is never refused.
 */
module.exports = class Guards {
  constructor(serverless, options) {
    const { service, classes } = serverless;
    const isRelease = process.env.ROLLCALL_RELEASE === '1'; // its parameters are given when it is deployed
    const refuse = (reasons) => {
      if (reasons.length === 0 || isRelease) return;
      throw new classes.Error(`This deployment would not work:\n- ${reasons.join('\n- ')}`, 'REFUSED');
    };
    this.hooks = {
      'before:package:initialize': () =>
        refuse(
          parameterReasons({
            region: service.provider.region,
            parameters: service.custom.parameters,
            given: [
              ...[options.param ?? []].flat().map((pair) => pair.split('=')[0]),
              ...Object.keys(service.initialServerlessConfig.params[service.provider.stage] ?? {}),
            ],
            environment: Object.assign(
              {},
              service.provider.environment,
              ...Object.values(service.functions).map(({ environment }) => environment),
            ),
          }),
        ),
      'before:aws:package:finalize:saveServiceState': () =>
        refuse(templateReasons(service.provider.compiledCloudFormationTemplate)),
      'before:deploy:deploy': async () => {
        const asked = {
          reserved: Number(service.custom.parameters.reservedConcurrency) || 0,
          functions: Object.values(service.functions).filter(
            ({ reservedConcurrency }) => reservedConcurrency,
          ),
        };
        refuse(concurrencyReasons({ ...asked, quota: await concurrentExecutions(serverless) }));
      },
    };
  }
};
