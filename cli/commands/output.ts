import * as v from 'valibot';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { jsonSchema, reportParts } from '../../lib/coverage/schema.ts';
import { Enrolled } from '../target/enrolled.ts';
import { AccountExecution, RollCallWithoutReport, Running } from '../target/executions.ts';
import { Standing } from '../target/standing.ts';

const Offboarded = v.object({
  account: v.string(),
  status: v.pipe(v.optional(v.string()), v.description('as Step Functions says it')),
  outcomes: v.pipe(
    v.array(v.looseObject({ vendor: v.string(), outcome: v.string() })),
    v.description('would-… are of a plan'),
  ),
  error: v.optional(v.string()),
  cause: v.optional(v.string()),
});

/** What each command prints with `--json`; the doctor's form is a schema of its own. */
export const Output = v.pipe(
  v.object({
    enroll: v.object({ enrollments: v.array(Enrolled) }),
    'roll-call': v.union([
      CoverageReport,
      v.pipe(
        v.object({ status: v.optional(v.string()), error: v.string(), cause: v.string() }),
        v.description('of one that failed before it compared'),
      ),
    ]),
    report: CoverageReport,
    status: v.pipe(
      v.object({
        running: v.array(Running),
        report: v.optional(CoverageReport),
        since: v.pipe(
          v.object({
            executions: v.pipe(v.array(AccountExecution), v.description('the newest first')),
            hasMore: v.pipe(v.boolean(), v.description('only the last 100 of each workflow were looked at')),
            rollCalls: v.pipe(
              v.array(RollCallWithoutReport),
              v.description('those that ended without a report, the newest first'),
            ),
          }),
          v.description('what ended after the report compared'),
        ),
        now: v.pipe(
          v.optional(CoverageReport),
          v.description('the report with what these executions changed'),
        ),
      }),
      v.description('without an account'),
    ),
    'status <account>': v.object({
      account: v.pipe(
        v.optional(v.looseObject({ Id: v.string() })),
        v.description('as DescribeAccount of AWS Organizations answers it'),
      ),
      departed: v.pipe(
        v.optional(v.string()),
        v.description('why it is not to be registered any more, of one that closed or left'),
      ),
      standings: v.array(Standing),
      executions: v.pipe(v.array(AccountExecution), v.description('the newest first')),
    }),
    offboard: v.object({ plan: v.array(Offboarded), offboardings: v.optional(v.array(Offboarded)) }),
  }),
  v.title('What the command rollcall prints with --json'),
  v.description('one property a command; a reader must accept fields that it does not know'),
);

/** The JSON Schema of it, as it is published. */
export const outputSchema = () => jsonSchema(Output, { CoverageReport, ...reportParts });
