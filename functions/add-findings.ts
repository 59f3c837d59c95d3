import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { compare } from '../lib/coverage/comparison.ts';
import { Failure } from '../lib/enrollment/outcome.ts';
import { lambda } from '../lib/lambda.ts';
import { inspectionRecords } from '../lib/roll-call/inspection-record.ts';
import { planned, work } from '../lib/roll-call/plan.ts';
import { rollRecords } from '../lib/roll-call/record.ts';
import { filtersOf } from '../lib/roll-call/request.ts';
import { reports } from '../lib/services.ts';

/**
 * AddFindings: which accounts are to be enrolled, now that their roles were inspected?
 *
 * @throws {RollTooLargeError}
 * @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    rollCall: v.object({
      rollCall: v.string(),
      dryRun: v.boolean(),
      maxConcurrency: v.pipe(v.number(), v.safeInteger()),
      /** When the vendors were asked for their lists. */
      listedAt: v.string(),
      /** The numbers of the parts that were to be inspected. */
      parts: v.array(v.pipe(v.number(), v.safeInteger())),
      /** What is to be offboarded, which no finding changes, and from which vendors. */
      departed: v.array(v.string()),
      compared: v.array(v.string()),
      failure: v.optional(Failure),
    }),
  }),
  services: () => ({ store: reports(readConfig()) }),
  async run({ execution, rollCall: { parts, ...rest } }, { store }, log) {
    const records = rollRecords(store, execution);
    const roll = await records.roll();
    const findings = await inspectionRecords(store, execution).findings(parts.length);
    const rows = await compare({ ...roll, ...filtersOf(roll.meta), findings });
    const plan = planned(rows, { dryRun: rest.dryRun, retryFailed: roll.retryFailed });
    const toDo = work(plan, rest.departed);
    const unseen = findings.filter(({ problem }) => problem === undefined).length;
    const meta = { ...roll.meta, inspection: { roles: 0, ...roll.meta.inspection, unseen } };
    await records.writeRoll({ ...roll, meta, findings, plan });
    const wrong = findings.length - unseen;
    log.info('findings added', { rollCall: rest.rollCall, wrong, unseen, toEnroll: plan.length });
    return { ...rest, ...toDo };
  },
});
