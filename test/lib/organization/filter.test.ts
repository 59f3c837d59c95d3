import * as v from 'valibot';
import { type Filtered, Filters, leftOutBy } from '../../../lib/organization/filter.ts';

/** An account under the root and two organizational units; `asked` says what of it was asked for. */
function sandbox() {
  const asked: string[] = [];
  const account: Filtered = {
    account: { id: '444455556666' },
    ancestors: async () => {
      asked.push('ancestors');
      return ['r-exam', 'ou-exam-workload', 'ou-exam-sandbox1'];
    },
    tags: async () => {
      asked.push('tags');
      return { env: 'sandbox', team: 'platform', prototype: 'yes' };
    },
  };
  return { account, asked };
}

const judge = (filter: unknown) => leftOutBy(v.parse(Filters, filter), sandbox().account);
const accounts = (...ids: string[]) => ({ type: 'accounts', target_value: ids });
const ous = (...ids: string[]) => ({ type: 'ous', target_value: ids });
const tags = (...wanted: Record<string, string>[]) => ({ type: 'tags', target_value: wanted });
const all = { type: 'all' };

describe('an account passes', () => {
  it.each([
    ['an empty filter', {}],
    ['a filter that includes all', { include: [all] }],
    ['when it is included by id', { include: [accounts('111111111111', '444455556666')] }],
    ['when its own unit is included', { include: [ous('ou-exam-sandbox1')] }],
    ['when a unit above its own is included', { include: [ous('ou-exam-workload')] }],
    ['when the root is included', { include: [ous('r-exam')] }],
    [
      'when it has all tags of one choice',
      { include: [tags({ env: 'prod' }, { env: 'sandbox', team: 'platform' })] },
    ],
    ['when one of several choices fits', { include: [accounts('111111111111'), ous('ou-exam-sandbox1')] }],
    [
      'when what is excluded is elsewhere',
      { exclude: [accounts('111111111111'), ous('ou-exam-prod0001'), tags({ env: 'prod' })] },
    ],
    ['when nothing is excluded', { include: [all], exclude: [] }],
  ])('%s', async (_, filter) => {
    expect(await judge(filter)).toBeUndefined();
  });
});

describe('an account is left out, with the reason in words', () => {
  it.each([
    ['by its id', { exclude: [accounts('444455556666')] }, 'excluded by accounts ["444455556666"]'],
    [
      'by a unit above its own',
      { exclude: [ous('ou-exam-workload')] },
      'excluded by ous ["ou-exam-workload"]',
    ],
    ['by a tag', { exclude: [tags({ env: 'sandbox' })] }, 'excluded by tags [{"env":"sandbox"}]'],
    ['with all others', { exclude: [all] }, 'excluded by all'],
    [
      'although it is included',
      { include: [all], exclude: [accounts('444455556666')] },
      'excluded by accounts ["444455556666"]',
    ],
    [
      'when only others are included',
      { include: [accounts('111111111111'), ous('ou-exam-prod0001')] },
      'not included by accounts ["111111111111"], ous ["ou-exam-prod0001"]',
    ],
    [
      'when a tag has another value',
      { include: [tags({ env: 'prod' })] },
      'not included by tags [{"env":"prod"}]',
    ],
    [
      'when a tag named as a part of an object has another value',
      { include: [tags({ env: 'sandbox', prototype: 'no' })] },
      'not included by tags [{"env":"sandbox","prototype":"no"}]',
    ],
    [
      'when it lacks a tag named as a part of an object',
      { include: [tags({ env: 'sandbox', constructor: 'yes' })] },
      'not included by tags [{"env":"sandbox","constructor":"yes"}]',
    ],
    [
      'by such a tag alone',
      { exclude: [tags({ prototype: 'yes' })] },
      'excluded by tags [{"prototype":"yes"}]',
    ],
    [
      'when it has one tag of two',
      { include: [tags({ env: 'sandbox', owner: 'me' })] },
      'not included by tags [{"env":"sandbox","owner":"me"}]',
    ],
  ])('%s', async (_, filter, reason) => {
    expect(await judge(filter)).toBe(reason);
  });
});

describe('units and tags are asked for', () => {
  it.each([
    ['not at all when no filter speaks of them', { include: [all], exclude: [accounts('111111111111')] }, []],
    [
      'not at all when the id decides before',
      { exclude: [accounts('444455556666'), tags({ env: 'sandbox' })] },
      [],
    ],
    ['where a filter speaks of units', { include: [ous('r-exam')] }, ['ancestors']],
    ['where a filter speaks of tags', { exclude: [tags({ env: 'prod' })] }, ['tags']],
  ])('%s', async (_, filter, expected) => {
    const { account, asked } = sandbox();
    await leftOutBy(v.parse(Filters, filter), account);
    expect(asked).toEqual(expected);
  });
});

describe('filters are refused', () => {
  it.each([
    ['of an unknown type', { include: [{ type: 'names', target_value: ['a'] }] }],
    ['with an unknown field', { includes: [all] }],
    ['that include nothing', { include: [] }],
    ['with an account id that is not valid', { exclude: [accounts('1234')] }],
    ['with a unit id that is not valid', { exclude: [ous('Workloads')] }],
    ['with a unit id after something else', { exclude: [ous('x-ou-exam-sandbox1')] }],
    ['with a unit id before something else', { exclude: [ous('ou-exam-sandbox1,ou-exam-sandbox2')] }],
    ['with an empty list of values', { exclude: [ous()] }],
    ['with a value for all', { exclude: [{ type: 'all', target_value: ['x'] }] }],
    ['with a list for tags', { exclude: [{ type: 'tags', target_value: [['env']] }] }],
    ['with a list for the vendors', { vendors: [] }],
    ['with a list for the part of a vendor', { vendors: { cloudcraft: [] } }],
    ['with a mistake in the part of a vendor', { vendors: { cloudcraft: { exclude: [accounts('1')] } } }],
  ])('%s', (_, filters) => {
    expect(v.safeParse(Filters, filters).success).toBe(false);
  });
});
