import { Metrics } from '@aws-lambda-powertools/metrics';
import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { report } from '../lib/coverage/report.ts';
import { Failure } from '../lib/enrollment/outcome.ts';
import { lambda } from '../lib/lambda.ts';
import { archive } from '../lib/roll-call/archive.ts';
import { auditRollCall } from '../lib/roll-call/audit.ts';
import { lastReport } from '../lib/roll-call/last-report.ts';
import { measureCoverage } from '../lib/roll-call/metrics.ts';
import { rollRecords } from '../lib/roll-call/record.ts';
import { filtersOf } from '../lib/roll-call/request.ts';
import { requireCovered } from '../lib/roll-call/require-covered.ts';
import { compareAgain } from '../lib/roll-call/second-comparison.ts';
import { settle } from '../lib/roll-call/unsettled.ts';
import { executions, reports } from '../lib/services.ts';

/**
 * ConcludeRollCall: writes the report; fails unless every account that is to be covered is.
 *
 * @throws {RollCallIncompleteError} naming the first accounts that are not, and the report
 * @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    /** The ARN of the state machine that enrolls. */
    enrollAccount: v.string(),
    /** The one that offboards. */
    offboardAccount: v.string(),
    /** The ARN of the roll call's own. */
    stateMachine: v.string(),
    rollCall: v.object({
      rollCall: v.string(),
      /** What EnrollMissing made of its items. */
      accounts: v.array(v.union([v.number(), v.string()])),
      /** What OffboardDeparted made of its items. */
      departed: v.array(v.union([v.number(), v.string()])),
      failure: v.optional(Failure),
    }),
  }),
  services: () => ({ store: reports(readConfig()), metrics: new Metrics() }),
  async run(
    { execution, enrollAccount, offboardAccount, stateMachine, rollCall: given },
    { store, metrics },
    log,
  ) {
    const { rollCall, accounts, departed: gone, failure } = given;
    const records = rollRecords(store, execution);
    const { meta, plan, departed, ...taken } = await records.roll();
    const [recheck, previous] = await Promise.all([records.recheck(), lastReport(store)]);
    const roll = { ...taken, ...filtersOf(meta) };
    const { rows, lists, tried, stuck } = await compareAgain({
      ...{ rollCall, roll, plan, results: accounts, recheck: recheck?.lists },
      executions: executions(enrollAccount),
      departures: { departed, results: gone, executions: executions(offboardAccount) },
    });
    const listed = Object.fromEntries(Object.entries(lists).map(([vendor, list]) => [vendor, list.length]));
    const at = plan.length + departed.length === 0 ? meta.at : (recheck?.at ?? new Date().toISOString());
    const stateMachines = {
      'enroll-account': enrollAccount,
      'offboard-account': offboardAccount,
      'roll-call': stateMachine,
    };
    const made = report({ meta: { ...meta, at }, stateMachines, rows, listed, previous });
    await settle(store, tried, taken.members);
    const url = await archive(store, rollCall, made);
    auditRollCall(log, { rollCall, report: made, previous, url });
    measureCoverage(metrics, made);
    requireCovered({ rollCall, report: made, url, stuck, failure });
    return { rollCall, report: url, ...made.conclusion, accounts: made.accounts };
  },
});
