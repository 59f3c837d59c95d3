import * as v from 'valibot';
import { Template } from '../../infrastructure/existing-resources.ts';
import { longestPath } from '../../infrastructure/longest-path.ts';
import { monthlyCost } from '../../infrastructure/monthly-cost.ts';
import { resources } from './deployment.ts';

describe('the cost of a month', () => {
  const template = v.parse(Template, {
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

  it.each([
    ['EnrollAccount', { transitions: 5, tasks: 3, ofItem: { transitions: 7, tasks: 3 } }],
    ['OffboardAccount', { transitions: 4, tasks: 2, ofItem: { transitions: 5, tasks: 3 } }],
  ])('counts the states of %s from its definition', (id, path) => {
    expect(longestPath(JSON.parse(String(resources.get(id)?.Properties['DefinitionString'])))).toEqual(path);
  });

  it('counts an enrollment with two vendors as 19 state transitions, 9 invocations and 8 writes', () => {
    const counts = (enrolled: number) =>
      new Map(monthlyCost(template, { accounts: 1, enrolled }).map(({ what, count }) => [what, count]));
    for (const [what, count] of [
      ['state transitions', 19],
      ['invocations', 9],
      ['writes to the table of turns', 8],
    ] as const)
      expect((counts(1).get(what) ?? 0) - (counts(0).get(what) ?? 0)).toBe(count);
  });

  it('grows with what is enrolled, and stays small', () => {
    const total = (accounts: number, enrolled: number) =>
      [...of(accounts, enrolled).values()].reduce((sum, cost) => sum + cost, 0);
    expect(total(10_000, 300)).toBeGreaterThan(total(10_000, 0));
    expect(total(10_000, 10_000)).toBeLessThan(50);
  });
});
