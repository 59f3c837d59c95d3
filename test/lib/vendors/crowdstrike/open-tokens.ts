import { account } from '../../role-builder.ts';
import { type Opening, openVendor } from '../open-vendor.ts';

/** CrowdStrike with a way to see the tokens that it issued. */
export async function open(opening: Opening = {}) {
  const opened = await openVendor('crowdstrike', opening);
  return {
    ...opened,
    prepare: () => opened.vendor.prepare(account),
    issued: () => opened.world.crowdstrike.state.tokens.length,
  };
}

/** A CrowdStrike that behaves otherwise. */
export const switched = (crowdstrike: NonNullable<NonNullable<Opening['switches']>['crowdstrike']>) => ({
  switches: { crowdstrike },
});
