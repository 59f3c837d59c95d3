import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { AccountNotFoundError } from '../lib/errors.ts';
import { lambda } from '../lib/lambda.ts';
import { readOffboarding } from '../lib/offboarding/event.ts';
import { planOffboarding } from '../lib/offboarding/plan.ts';
import { organization } from '../lib/services.ts';

/**
 * PlanOffboarding: which account is it, what does AWS say of it, and which vendors are to forget it?
 *
 * @throws {InvalidInputError} {InvalidConfigurationError} {AccountNotDepartedError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), input: v.optional(v.unknown()) }),
  services: () => ({ organization: organization(), config: readConfig() }),
  async run({ input }, { organization, config }, log) {
    const request = readOffboarding(input);
    log.appendKeys({ account: request.accountId });
    const member = await organization.member(request.accountId).catch((error: unknown) => {
      if (error instanceof AccountNotFoundError) return undefined;
      throw error;
    });
    const planned = planOffboarding(request, member, config.vendors);
    log.info('planned', { state: planned.state, vendors: planned.vendors, skipped: planned.skipped });
    return planned;
  },
});
