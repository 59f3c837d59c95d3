import assert from 'node:assert/strict';
import * as v from 'valibot';
import { vendorNames } from '../../emulators/vendors.ts';
import { until } from '../deployed/until.ts';
import { machine, type Tried } from './tried.ts';

/** What of an account every vendor knows. */
export const ENROLLED = { listed: vendorNames().length, roles: vendorNames().length };

/** `create-account` alone ends with every vendor knowing the account. Gives its id. */
export async function newAccount({ aws, refusal, world, findings: { holds } }: Tried): Promise<string> {
  const created = await aws(
    'organizations create-account --account-name Payments --email payments@example.com',
  );
  const { Id } = v.parse(Creation, created).CreateAccountStatus;
  const account = await until('the account', 20, async () => {
    const status = await aws(
      `organizations describe-create-account-status --create-account-request-id ${Id}`,
    );
    return v.parse(Creation, status).CreateAccountStatus.AccountId;
  });
  await holds('create-account alone ends with a role and a registration of every vendor', async () => {
    await until(`the enrollment of ${account}`, 60, async () =>
      (await world.holdings(account)).listed === ENROLLED.listed ? true : undefined,
    );
    assert.deepEqual(await world.holdings(account), ENROLLED);
  });
  await holds('list-executions, describe-execution and get-execution-history show why', async () => {
    const executionArn = await until('the end of the execution', 60, async () => {
      const list = `stepfunctions list-executions --status-filter SUCCEEDED --state-machine-arn`;
      const [execution] = v.parse(Executions, await aws(`${list} ${machine('enroll-account')}`)).executions;
      return execution?.executionArn;
    });
    const execution = v.parse(
      Execution,
      await aws(`stepfunctions describe-execution --execution-arn ${executionArn}`),
    );
    assert.match(execution.input, /"eventName":"CreateAccountResult"/);
    assert.ok(execution.output.includes(account));
    const past = await aws(
      `stepfunctions get-execution-history --reverse-order --max-items 1 --execution-arn ${executionArn}`,
    );
    assert.match(JSON.stringify(past), /"type":"ExecutionSucceeded"/);
  });
  await holds('put-events takes events of an operator, and none in the name of AWS', async () => {
    const put = (source: string) =>
      aws('events put-events --entries', JSON.stringify([{ Source: source, DetailType: 'x', Detail: '{}' }]));
    assert.match(JSON.stringify(await put('mine')), /"FailedEntryCount":0\b/);
    assert.match(JSON.stringify(await put('aws.organizations')), /NotAuthorizedForSourceException/);
  });
  await holds('describe-stacks has the outputs', async () =>
    assert.match(
      JSON.stringify(await aws('cloudformation describe-stacks --stack-name rollcall-local')),
      /"EnrollAccountArn".*"ReportsBucketName"/,
    ),
  );
  await holds("what is not emulated is refused in AWS's own words", async () => {
    const refused = [
      await refusal('organizations list-handshakes-for-organization'),
      await refusal('iam list-users'),
      await refusal('lambda list-functions'),
      await refusal('s3api get-bucket-policy --bucket Reports'),
      await refusal('ec2 describe-regions'),
    ];
    const [json, query] = ['UnknownOperationException', 'InvalidAction'];
    assert.deepEqual(refused, [json, query, json, 'NotImplemented', query]);
  });
  return account;
}

const Creation = v.object({
  CreateAccountStatus: v.object({ Id: v.string(), AccountId: v.optional(v.string()) }),
});
const Executions = v.object({ executions: v.array(v.object({ executionArn: v.string() })) });
const Execution = v.object({ input: v.string(), output: v.string() });
