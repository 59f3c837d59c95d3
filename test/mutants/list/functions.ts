import { type Mutant, mutantsOf } from '../mutant.ts';

const ensureRole = mutantsOf('functions/ensure-role.ts', 'test/functions/ensure-role.test.ts');
const planEnrollment = mutantsOf('functions/plan-enrollment.ts', 'test/functions/plan-enrollment.test.ts');
const confirmAccess = mutantsOf('functions/confirm-access.ts', 'test/functions/confirm-access.test.ts');
const conclude = mutantsOf('functions/conclude-enrollment.ts', 'test/functions/conclude-enrollment.test.ts');
const lambda = mutantsOf('lib/lambda.ts', 'test/lib/lambda.test.ts');
const measure = mutantsOf('lib/measure.ts', 'test/lib/measure.test.ts');
const failing = mutantsOf('workflows/enroll-account.asl.yml', 'test/workflows/failure.test.ts');
const waiting = mutantsOf(
  'workflows/enroll-account.asl.yml',
  'test/configuration/waiting.test.ts',
  'test/workflows/failure.test.ts',
);
const enrolling = mutantsOf('workflows/enroll-account.asl.yml', 'test/workflows/enroll-account.test.ts');

/** The functions, their frame, and what the workflow waits for. */
export const functionMutants: Mutant[] = [
  ensureRole('requireNoAccessRole(roleArn(account, spec), config.accessRoles);', '', {
    tests: ['test/reliability/security.test.ts'],
  }),
  planEnrollment('readRequest(input)', "{ adopt: false, vendors: undefined, accountId: '444455556666' }"),
  confirmAccess('role: accessRole', "role: 'OrganizationAccountAccessRole'"),
  conclude('requireComplete(enrollment, { execution, outcomes });', ''),
  lambda('built ??= services(log);', 'built = services(log);'),
  lambda('log.resetKeys();', ''),
  lambda('const EARLY = 1000;', 'const EARLY = 0;'),
  lambda("log.warn('failed', error instanceof Error ? error : String(error));", ''),
  measure("outcome.role.change === 'unchanged' ||", ''),
  failing(
    '&vendorFailed\n              ErrorEquals: [States.ALL]',
    '&vendorFailed\n              ErrorEquals: [VendorRejectedError]',
  ),
  failing('ErrorEquals: [VendorUnavailableError]', 'ErrorEquals: [VendorRejectedError]'),
  failing(
    '    Catch:\n      - ErrorEquals: [States.ALL]',
    '    Catch:\n      - ErrorEquals: [AccessDeniedError]',
  ),
  failing('ErrorEquals: [RoleNotAssumableYetError]', 'ErrorEquals: [RoleNotOursError]'),
  failing('ErrorEquals: [AwsUnavailableError]', 'ErrorEquals: [AwsRejectedError]', {
    tests: ['test/reliability/aws-faults.test.ts'],
  }),
  waiting('MaxAttempts: 19', 'MaxAttempts: 9'),
  waiting('MaxAttempts: 13', 'MaxAttempts: 6'),
  waiting('MaxAttempts: 24', 'MaxAttempts: 12'),
  waiting('MaxAttempts: 9\n', 'MaxAttempts: 4\n'),
  waiting('MaxAttempts: 12\n', 'MaxAttempts: 4\n'),
  enrolling('Default: ConcludeEnrollment', 'Default: ConfirmAccess'),
  enrolling('vendor.$: $$.Map.Item.Value', 'vendor.$: $.vendors[0]'),
];
