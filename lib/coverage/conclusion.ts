import * as v from 'valibot';
import { amount, plural } from './amount.ts';
import type { AccountTotals } from './totals.ts';

/** How a roll call ended. */
export const Conclusion = v.object({
  outcome: v.pipe(
    v.picklist(['succeeded', 'failed']),
    v.description('succeeded only if every account that is to be covered is, with every vendor'),
  ),
  sentence: v.string(),
});
type Conclusion = v.InferOutput<typeof Conclusion>;

/** The conclusion from the accounts' sums. */
export function conclude({ toCover, covered, coveragePercent }: AccountTotals): Conclusion {
  if (toCover === 0) return { outcome: 'succeeded', sentence: 'No account is to be covered.' };
  const gaps = toCover - covered;
  if (gaps === 0) {
    const all = toCover === 1 ? 'The only account is' : `All ${amount(toCover)} accounts are`;
    return { outcome: 'succeeded', sentence: `${all} covered.` };
  }
  return {
    outcome: 'failed',
    sentence: `${coveragePercent?.toFixed(1)} % of ${plural(toCover, 'account')} are covered; ${plural(gaps, 'account')} ${gaps === 1 ? 'is' : 'are'} not.`,
  };
}
