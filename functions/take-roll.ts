import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { compare } from '../lib/coverage/comparison.ts';
import type { Roll } from '../lib/coverage/roll.ts';
import { expectedLength, requireWholeList } from '../lib/coverage/whole-list.ts';
import { lambda } from '../lib/lambda.ts';
import { toOffboard } from '../lib/roll-call/departed.ts';
import { inspectionOf, partsOf } from '../lib/roll-call/inspection.ts';
import { inspectionRecords } from '../lib/roll-call/inspection-record.ts';
import { lastReport } from '../lib/roll-call/last-report.ts';
import { vendorLists, withoutRequests } from '../lib/roll-call/lists.ts';
import { rollMembers } from '../lib/roll-call/members.ts';
import { rollCallId } from '../lib/roll-call/names.ts';
import { planned, work } from '../lib/roll-call/plan.ts';
import { rollRecords } from '../lib/roll-call/record.ts';
import { limitOf, readRollCall } from '../lib/roll-call/request.ts';
import { requireMatches } from '../lib/roll-call/require-matches.ts';
import { stillToSettle, unsettled } from '../lib/roll-call/unsettled.ts';
import { organizationLists, reports, vendorPorts } from '../lib/services.ts';

/**
 * TakeRoll: which accounts does the organization have, which do the vendors list, which are to be enrolled, and which have departed?
 *
 * @throws {InvalidInputError} {InvalidConfigurationError} {ListShrankError} {TooManyDepartedError}
 * @throws {RollTooLargeError}
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), startedAt: v.string(), input: v.optional(v.unknown()) }),
  services(log) {
    const config = readConfig();
    const { organization, store } = { organization: organizationLists(config), store: reports(config) };
    return { config, organization, store, vendor: vendorPorts(config, log) };
  },
  async run({ execution, startedAt, input }, { config, organization, store, vendor }, log) {
    const request = readRollCall(input, config.vendors);
    const { include, exclude, vendors, dryRun, maxConcurrency, depth, retryFailed } = request;
    const listedAt = new Date().toISOString();
    const [members, registered, previous, failed] = await Promise.all([
      rollMembers(organization, [config.filters, { include, exclude }]),
      vendorLists(vendors, vendor),
      lastReport(store),
      unsettled(store),
    ]);
    requireMatches(members, { include, exclude });
    const lists = withoutRequests(registered);
    const tried = stillToSettle(failed, members);
    for (const [name, list] of Object.entries(lists)) {
      const before = expectedLength({ vendor: name, list, members, previous });
      if (!request.acceptChange) requireWholeList({ vendor: name, listed: list.length, before });
    }
    const rollCall = rollCallId(startedAt);
    const { filters, stage, version } = config;
    const only = limitOf(request, config.vendors);
    const managementAccount: Roll['managementAccount'] =
      config.managementAccount === 'ENABLED' ? 'covered' : 'left out';
    const departures: Roll['departures'] = config.offboarding === 'DISABLED' ? 'left out' : 'reported';
    const roll = { members, lists, tried, filters, managementAccount, departures };
    const rows = await compare({ ...roll, only: { include, exclude } });
    const parts = depth === 'roles' ? partsOf(rows, { members, lists: registered }) : [];
    // After an inspection AddFindings plans.
    const plan = planned(parts.length > 0 ? [] : rows, { dryRun, retryFailed });
    const before = previous?.rows ?? [];
    const departed = toOffboard({ rows, roll, before, offboarding: config.offboarding }, request);
    const toDo = work(plan, departed);
    const meta = {
      ...{ at: new Date().toISOString(), stage, rollcallVersion: version, dryRun, filters },
      ...{ organizationId: members[0]?.account.organizationId ?? '', depth },
      ...(depth === 'roles' && { inspection: inspectionOf(parts) }),
      ...(only && { only }),
    };
    const compared = { members, lists, tried, managementAccount, departures, findings: [] };
    await rollRecords(store, execution).writeRoll({ meta, plan, departed, retryFailed, ...compared });
    await inspectionRecords(store, execution).writeParts(parts);
    const counts = { accounts: members.length, toEnroll: plan.length, toOffboard: departed.length };
    log.info('roll taken', { rollCall, ...counts, dryRun, depth, version });
    const numbers = parts.map((_, number) => number);
    const inspected = numbers.length > 0 && { parts: numbers };
    return { rollCall, dryRun, maxConcurrency, ...inspected, ...toDo, listedAt, departed, compared: vendors };
  },
});
