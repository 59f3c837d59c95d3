import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { readRequest } from '../lib/enrollment/event.ts';
import { plan } from '../lib/enrollment/plan.ts';
import { lambda } from '../lib/lambda.ts';
import { organization } from '../lib/services.ts';

/**
 * PlanEnrollment: which account is it, and with which vendors is it to be registered?
 *
 * @throws {InvalidInputError} {InvalidConfigurationError} {AccountNotFoundError} {AccountNotReadyError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), input: v.optional(v.unknown()) }),
  services: () => ({ organization: organization(), config: readConfig() }),
  async run({ input }, { organization, config }, log) {
    const request = readRequest(input);
    log.appendKeys({ account: request.accountId });
    const member = await organization.member(request.accountId);
    const planned = await plan(request, member, config);
    log.info('planned', { vendors: planned.vendors, skipped: planned.skipped });
    return planned;
  },
});
