import * as z from 'zod';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { Enrolled } from '../target/enrolled.ts';
import { AccountExecution, RollCallWithoutReport, Running } from '../target/executions.ts';
import { Standing } from '../target/standing.ts';

const Report = CoverageReport.check(z.meta({ id: 'CoverageReport' }));

const Offboarded = z.object({
  account: z.string(),
  status: z.string().optional().meta({ description: 'as Step Functions says it' }),
  outcomes: z
    .array(z.looseObject({ vendor: z.string(), outcome: z.string() }))
    .meta({ description: 'would-… are of a plan' }),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/** What each command prints with `--json`; the doctor's form is a schema of its own. */
export const Output = z
  .object({
    enroll: z.object({ enrollments: z.array(Enrolled) }),
    'roll-call': z.union([
      Report,
      z
        .object({ status: z.string().optional(), error: z.string(), cause: z.string() })
        .meta({ description: 'of one that failed before it compared' }),
    ]),
    report: Report,
    status: z
      .object({
        running: z.array(Running),
        report: z.optional(Report),
        since: z
          .object({
            executions: z.array(AccountExecution).meta({ description: 'the newest first' }),
            hasMore: z.boolean().meta({ description: 'only the last 100 of each workflow were looked at' }),
            rollCalls: z
              .array(RollCallWithoutReport)
              .meta({ description: 'those that ended without a report, the newest first' }),
          })
          .meta({ description: 'what ended after the report compared' }),
        now: z.optional(Report).meta({ description: 'the report with what these executions changed' }),
      })
      .meta({ description: 'without an account' }),
    'status <account>': z.object({
      account: z
        .looseObject({ Id: z.string() })
        .optional()
        .meta({ description: 'as DescribeAccount of AWS Organizations answers it' }),
      departed: z
        .string()
        .optional()
        .meta({ description: 'why it is not to be registered any more, of one that closed or left' }),
      standings: z.array(Standing),
      executions: z.array(AccountExecution).meta({ description: 'the newest first' }),
    }),
    offboard: z.object({ plan: z.array(Offboarded), offboardings: z.array(Offboarded).optional() }),
  })
  .meta({
    title: 'What the command rollcall prints with --json',
    description: 'one property a command; a reader must accept fields that it does not know',
  });

/** The JSON Schema of it, as it is published. */
export const outputSchema = () => z.toJSONSchema(Output, { io: 'input' });
