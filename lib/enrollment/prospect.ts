import type { Logger } from '@aws-lambda-powertools/logger';
import type { EnsuredRole } from '../role/ensured.ts';
import { type EndedEnrollment, outcomesOf } from './conclusion.ts';
import { elsewhere, type Failed, failed, type Outcome, type VendorRun } from './outcome.ts';

/** What a dry run foresees of one vendor's enrollment. */
export type Prospect =
  | {
      vendor: string;
      outcome: 'would-enroll';
      /** What would be done at the vendor, in the words in which an enrollment logs it. */
      decisions: string[];
      role: EnsuredRole;
    }
  | (Omit<Failed, 'outcome'> & { outcome: 'would-fail' })
  | Extract<Outcome, { outcome: 'known-elsewhere' | 'skipped' }>;

/** Writes one line a vendor, which no query takes for an enrollment, and gives the prospects. */
export function foresee(ended: EndedEnrollment, log: Logger): Prospect[] {
  const prospects = outcomesOf(ended, { of: prospectOf, failed: wouldFail });
  const { id: account, name: accountName } = ended.account;
  for (const prospect of prospects) log.info('dry run', { account, accountName, dryRun: true, ...prospect });
  return prospects;
}

function prospectOf(run: VendorRun): Prospect {
  const { vendor, prepared: { decisions } = {}, role, failure } = run;
  const isLeft = role === undefined || role.change === 'left';
  if (failure === undefined && decisions !== undefined && !isLeft)
    return { vendor, outcome: 'would-enroll', decisions, role };
  return elsewhere(run) ?? wouldFail(failed(run));
}

const wouldFail = (outcome: Failed): Prospect => ({ ...outcome, outcome: 'would-fail' });
