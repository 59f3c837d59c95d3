import * as v from 'valibot';
import { Template } from '../../infrastructure/existing-resources.ts';
import { templateDiff } from '../../infrastructure/template-diff.ts';
import { resourcesWith, serverless } from './deployment.ts';

/** The stack as it is packaged with these parameters, the Conditions that the cases need included. */
async function packaged(given: Record<string, string>): Promise<Template> {
  const Parameters = { ...serverless.params.default, ...given };
  const filled = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replace(/\$\{param:(\w+)\}/g, (_, name: keyof typeof Parameters) =>
        JSON.stringify(Parameters[name] ?? '').slice(1, -1),
      ),
    );
  return v.parse(Template, {
    Metadata: { Rollcall: { Version: '1.0.0', Parameters } },
    Conditions: filled({
      HasNotificationAddress: { 'Fn::Not': [{ 'Fn::Equals': ['${param:notificationAddress}', ''] }] },
      HasSecretsKey: { 'Fn::Not': [{ 'Fn::Equals': ['${param:secretsKeyArn}', ''] }] },
      HasRollCall: { 'Fn::Not': [{ 'Fn::Equals': ['${param:rollCall}', 'DISABLED'] }] },
    }),
    Resources: filled({
      ...Object.fromEntries(await resourcesWith(given)),
      FailuresByMail: {
        ...{ Type: 'AWS::SNS::Subscription', Condition: 'HasNotificationAddress' },
        Properties: { Endpoint: '${param:notificationAddress}' },
      },
    }),
  });
}

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/12ab';
const MAIL = { notificationAddress: 'on-call@example.com' };

describe('the diff before a deployment', () => {
  it.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['nothing', MAIL, MAIL, []],
    [
      'a forgotten address, as the subscription that it would remove',
      MAIL,
      {},
      [
        'parameter notificationAddress: "on-call@example.com" → none',
        '- AWS::SNS::Subscription FailuresByMail',
      ],
    ],
    [
      'one changed parameter in a few lines',
      { ...MAIL, logRetentionDays: '400' },
      { ...MAIL, logRetentionDays: '30' },
      ['parameter logRetentionDays: "400" → "30"', '~ AWS::Logs::LogGroup (5): RetentionInDays'],
    ],
    [
      'a key that is given, as the policy that it would add',
      {},
      { secretsKeyArn: KEY },
      [`parameter secretsKeyArn: none → "${KEY}"`, '+ AWS::IAM::Policy DecryptSecrets'],
    ],
    [
      'a daily roll call that is switched off',
      {},
      { rollCall: 'DISABLED' },
      [
        'parameter rollCall: "REPORT" → "DISABLED"',
        ...['Alarm NoRollCall: TreatMissingData'].map((line) => `~ AWS::CloudWatch::${line}`),
      ],
    ],
  ])('shows %s', async (_, before, after, lines) => {
    expect(templateDiff(await packaged(before), await packaged(after))).toEqual(lines);
  });

  it('shows the version, what AWS keeps of what is removed, and that the bundles are not compared', async () => {
    const [before, after] = [await packaged({}), await packaged({})];
    after.Metadata = { Rollcall: { Version: '1.1.0', Parameters: serverless.params.default } };
    before.Resources['Kept'] = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: {} };
    const bundle = (S3Key: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key } } });
    before.Resources['Function'] = bundle('1');
    after.Resources['Function'] = bundle('2');
    expect(templateDiff(before, after)).toEqual([
      'version: 1.0.0 → 1.1.0',
      '- AWS::S3::Bucket Kept, which AWS keeps',
    ]);
  });

  it('says so where the deployed stack is older than this, and shows what would change nevertheless', async () => {
    const before = await packaged(MAIL);
    before.Metadata = {};
    expect(templateDiff(before, await packaged({}))).toEqual([
      'version: unknown → 1.0.0',
      'parameters: the deployed stack does not say which it was deployed with',
      '- AWS::SNS::Subscription FailuresByMail',
    ]);
  });
});
