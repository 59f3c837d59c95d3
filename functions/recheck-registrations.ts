import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { vendorLists, withoutRequests } from '../lib/roll-call/lists.ts';
import { rollRecords } from '../lib/roll-call/record.ts';
import { reports, vendorPorts } from '../lib/services.ts';

/**
 * RecheckRegistrations: what do the vendors list now that missed an account, or had one that departed?
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), rollCall: v.string() }),
  services(log) {
    const config = readConfig();
    return { store: reports(config), vendor: vendorPorts(config, log) };
  },
  async run({ execution, rollCall }, { store, vendor }, log) {
    const records = rollRecords(store, execution);
    const { plan, departed, lists: before } = await records.roll();
    const planned = new Set(plan.flatMap(({ vendors }) => vendors));
    const names = Object.keys(before).filter((name) => departed.length > 0 || planned.has(name));
    const lists = withoutRequests(await vendorLists(names, vendor));
    await records.writeRecheck({ at: new Date().toISOString(), lists });
    log.info('registrations rechecked', { rollCall, vendors: names });
    return {};
  },
});
