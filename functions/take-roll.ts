import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { compare } from '../lib/coverage/comparison.ts';
import type { Roll } from '../lib/coverage/roll.ts';
import { requireWholeList } from '../lib/coverage/whole-list.ts';
import { lambda } from '../lib/lambda.ts';
import { inspectionOf, partsOf } from '../lib/roll-call/inspection.ts';
import { inspectionRecords } from '../lib/roll-call/inspection-record.ts';
import { lastReport } from '../lib/roll-call/last-report.ts';
import { vendorLists, withoutRequests } from '../lib/roll-call/lists.ts';
import { rollMembers } from '../lib/roll-call/members.ts';
import { rollCallId } from '../lib/roll-call/names.ts';
import { planned, work } from '../lib/roll-call/plan.ts';
import { rollRecords } from '../lib/roll-call/record.ts';
import { limitOf, readRollCall } from '../lib/roll-call/request.ts';
import { unsettled } from '../lib/roll-call/unsettled.ts';
import { organizationLists, reports, vendorPorts } from '../lib/services.ts';

/**
 * TakeRoll: which accounts does the organization have, which do the vendors list, and which are to be enrolled?
 *
 * @throws {InvalidInputError} {InvalidConfigurationError} {ListShrankError} {RollTooLargeError}
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({ execution: z.string(), startedAt: z.string(), input: z.unknown() }),
  services(log) {
    const config = readConfig();
    const { organization, store } = { organization: organizationLists(), store: reports(config) };
    return { config, organization, store, vendor: vendorPorts(config, log) };
  },
  async run({ execution, startedAt, input }, { config, organization, store, vendor }, log) {
    const request = readRollCall(input, config.vendors);
    const { include, exclude, vendors, dryRun, maxConcurrency, depth, retryFailed } = request;
    const [members, registered, previous, tried] = await Promise.all([
      rollMembers(organization, [config.filters, { include, exclude }]),
      vendorLists(vendors, vendor),
      lastReport(store),
      unsettled(store),
    ]);
    const lists = withoutRequests(registered);
    for (const [name, { length: listed }] of Object.entries(lists)) {
      const before = previous?.vendors.find((totals) => totals.vendor === name)?.listed;
      if (!request.acceptChange) requireWholeList({ vendor: name, listed, before });
    }
    const rollCall = rollCallId(startedAt);
    const { filters, stage, version } = config;
    const only = limitOf(request, config.vendors);
    const managementAccount: Roll['managementAccount'] =
      config.managementAccount === 'ENABLED' ? 'covered' : 'left out';
    const roll = { members, lists, tried, filters, managementAccount };
    const rows = await compare({ ...roll, only: { include, exclude } });
    const parts = depth === 'roles' ? partsOf(rows, { members, lists: registered }) : [];
    // After an inspection AddFindings plans.
    const plan = planned(parts.length > 0 ? [] : rows, { dryRun, retryFailed });
    const toDo = work(plan);
    const meta = {
      ...{ at: new Date().toISOString(), stage, rollcallVersion: version, dryRun, filters },
      ...{ organizationId: members[0]?.account.organizationId ?? '', depth },
      ...(depth === 'roles' && { inspection: inspectionOf(parts) }),
      ...(only && { only }),
    };
    const record = { meta, plan, members, lists, tried, managementAccount, findings: [], retryFailed };
    await rollRecords(store, execution).writeRoll(record);
    await inspectionRecords(store, execution).writeParts(parts);
    log.info('roll taken', { rollCall, accounts: members.length, toEnroll: plan.length, dryRun, depth });
    const numbers = parts.map((_, number) => number);
    return { rollCall, dryRun, maxConcurrency, ...(numbers.length > 0 && { parts: numbers }), ...toDo };
  },
});
