import { Template } from '../../infrastructure/existing-resources.ts';
import { monthlyCost } from '../../infrastructure/monthly-cost.ts';
import { resources } from './deployment.ts';

describe('the cost of a month', () => {
  const template = Template.parse({
    Metadata: { Rollcall: { Version: '1.0.0', Parameters: { vendors: 'cloudcraft,crowdstrike' } } },
    Conditions: {},
    Resources: Object.fromEntries(resources),
  });
  const of = (accounts: number, enrolled: number) =>
    new Map(
      monthlyCost(template, { accounts, enrolled }).map(({ what, count, price }) => [what, count * price]),
    );

  it('counts what the stack has', () => {
    const alarms = [...resources.values()].filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').length;
    expect(of(1, 0).get('alarms')).toBeCloseTo(alarms * 0.1);
    expect(of(1, 0).get('keys')).toBe(1);
    expect(of(1, 0).get('secrets')).toBe(0.8);
  });

  it('grows with what is enrolled, and stays small', () => {
    const total = (accounts: number, enrolled: number) =>
      [...of(accounts, enrolled).values()].reduce((sum, cost) => sum + cost, 0);
    expect(total(10_000, 300)).toBeGreaterThan(total(10_000, 0));
    expect(total(10_000, 10_000)).toBeLessThan(50);
  });
});
