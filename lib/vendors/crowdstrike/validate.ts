import * as v from 'valibot';
import { RollcallError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer } from '../../http/answer.ts';
import type { Account } from '../../organization/account.ts';
import type { Condition } from '../registration.ts';
import type { Log } from '../vendor.ts';
import { accepted, type CrowdstrikeApi } from './api.ts';

/** The longest text of a condition, in characters, and the most conditions, that go into an audit line. */
const TEXT_AT_MOST = 200;
const CONDITIONS_AT_MOST = 20;

const Text = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, TEXT_AT_MOST)),
);

/** Source: gofalcon's models RestAWSAccountValidated and DomainCloudCondition. Which types there are is not documented. */
const Validated = v.looseObject({
  account_id: v.string(),
  conditions: v.nullish(
    v.array(
      v.object({
        ...{ type: Text, status: Text, feature: v.optional(Text) },
        ...{ reason: v.optional(Text), message: v.optional(Text) },
      }),
    ),
  ),
});
const Answer = v.looseObject({ resources: v.nullish(v.array(Validated)) });

/**
 * Has CrowdStrike try the account's role, and gives what it found. CrowdStrike's own Terraform provider does so once the
 * role exists, and takes an error for a warning: so nothing of it fails an enrollment. Its address is for roles of the
 * commercial partition only. Source: terraform-provider-crowdstrike, cloud_aws_account_validation_data_source.go.
 */
export async function validate(
  api: CrowdstrikeApi,
  account: Account,
  log: Log,
): Promise<Condition[] | undefined> {
  if (account.partition !== 'aws') return undefined;
  try {
    return conditionsIn(accepted(await api.validate(account.id)), account);
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    log('not validated', { reason: error.message });
    return undefined;
  }
}

function conditionsIn(answer: HttpAnswer, { id }: Account): Condition[] | undefined {
  const own = parseAnswer(Answer, answer).resources?.find(({ account_id }) => account_id === id);
  return own?.conditions?.slice(0, CONDITIONS_AT_MOST).map(({ feature, reason, message, ...condition }) => ({
    ...condition,
    ...(feature !== undefined && { feature }),
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
  }));
}
