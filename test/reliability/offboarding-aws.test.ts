import { awsFault } from '../../emulators/aws/fault.ts';
import type { VendorName } from '../../emulators/vendors.ts';
import { scene } from '../scene.ts';
import { tally } from './tally.ts';
import { outcomeOf, tryOne, unlimited } from './trial.ts';

const { count, isStated } = tally('offboardings at AWS', [
  ...(['tried', 'repeated by the workflow', 'failed at first', 'succeeded in the end'] as const),
]);

/** So often in a row that the SDK alone does not get through, and no more. */
const FOUR = 4;

/** What AWS answers to a call, and how that ends: `forgotten` when it passes, the error's name when it lasts. */
const answers: [call: string, code: string, ends: string, vendor?: VendorName][] = [
  ['organizations:DescribeAccount', 'TooManyRequestsException', 'forgotten'],
  ['organizations:DescribeAccount', 'ServiceException', 'forgotten'],
  ['organizations:DescribeAccount', 'AccessDeniedException', 'AccessDeniedError'],
  ['secretsmanager:GetSecretValue', 'InternalServiceError', 'forgotten'],
  ['secretsmanager:GetSecretValue', 'ResourceNotFoundException', 'AwsRejectedError'],
  ['sts:AssumeRole', 'Throttling', 'forgotten'],
  ['sts:AssumeRole', 'AccessDenied', 'AccountNotReadyError'],
  ['sts:AssumeRole', 'ExpiredToken', 'AwsUnavailableError'],
  ['iam:GetRole', 'InternalFailure', 'forgotten'],
  ['iam:GetRole', 'AccessDenied', 'AccountNotReadyError'],
  ['iam:ListAttachedRolePolicies', 'Throttling', 'forgotten'],
  ['iam:ListRolePolicies', 'ServiceFailure', 'forgotten'],
  ['iam:DetachRolePolicy', 'ConcurrentModification', 'forgotten'],
  ['iam:DetachRolePolicy', 'ServiceFailure', 'forgotten'],
  ['iam:DetachRolePolicy', 'LimitExceeded', 'AwsRejectedError'],
  ['iam:DetachRolePolicy', 'UnmodifiableEntity', 'AwsRejectedError'],
  ['iam:DeleteRolePolicy', 'ConcurrentModification', 'forgotten', 'crowdstrike'],
  ['iam:DeleteRolePolicy', 'LimitExceeded', 'AwsRejectedError', 'crowdstrike'],
  ['iam:DeleteRole', 'ConcurrentModification', 'forgotten'],
  ['iam:DeleteRole', 'DeleteConflict', 'forgotten'],
  ['iam:DeleteRole', 'ServiceFailure', 'AwsUnavailableError'],
  ['iam:DeleteRole', 'UnmodifiableEntity', 'AwsRejectedError'],
];

it.each(answers)(
  'an offboarding to which AWS answers %s with %s ends in %s',
  async (call, code, ends, vendor = 'cloudcraft') => {
    const played = await scene(unlimited);
    const from = call.startsWith('organizations') ? {} : { vendor };
    const times = ends === 'forgotten' ? { times: FOUR } : {};
    const { first, second, left } = await tryOne(played, {
      ...{ name: code, workflow: 'offboard-account' },
      faults: [{ to: 'aws', call: `^${call}$`, from, ...times, answer: awsFault(call, code) }],
      prepare: async (accountId) => {
        await played.engine.run('enroll-account', { accountId });
      },
    });
    expect(outcomeOf(first, vendor) ?? first.error).toBe(ends);
    expect(second.status).toBe('SUCCEEDED');
    expect(left).toEqual({ roles: [], cloudcraft: [], crowdstrike: [] });
    count('tried');
    if (first.events.some(({ type }) => type === 'StateRetried')) count('repeated by the workflow');
    if (first.status === 'FAILED') count('failed at first');
    count('succeeded in the end');
  },
);

isStated();
