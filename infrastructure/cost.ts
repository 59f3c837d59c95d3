import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { Template } from './existing-resources.ts';
import { monthlyCost } from './monthly-cost.ts';

/** `npm run cost -- [--accounts 200] [--enrolled 20]`: what the packaged stack costs a month. Run npm run package first. */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '200' },
    enrolled: { type: 'string', default: '20' },
  },
});
const use = { accounts: Number(values.accounts), enrolled: Number(values.enrolled) };
const template = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8'));
const costs = monthlyCost(v.parse(Template, template), use);
const total = costs.reduce((sum, { count, price }) => sum + count * price, 0);
console.log(
  `${use.accounts} accounts, of which ${use.enrolled} are enrolled in the month, in us-east-1, without free tiers:`,
);
for (const { what, count, price } of costs)
  console.log(`${dollars(count * price)}  ${what}: ${Number(count.toFixed(3))} at $${price}`);
console.log(`${dollars(total)}  in all`);

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`.padStart(8);
}
