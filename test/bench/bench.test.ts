import { spawnSync } from 'node:child_process';
import * as v from 'valibot';
import { benchmarks } from '../../bench/benchmarks.ts';
import { printed } from '../../bench/print.ts';
import { judged, Result } from '../../bench/result.ts';
import { document } from '../configuration/documents.ts';
import { ROOT } from '../configuration/sources.ts';

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [`${ROOT}bench/main.ts`, ...args], { encoding: 'utf8' });

// They say there how far they are.
const { write } = process.stderr;
beforeAll(() => {
  process.stderr.write = () => true;
});
afterAll(() => {
  process.stderr.write = write;
});

it.each([
  ['one-account', [], 'warm', { end: 'SUCCEEDED' }],
  ['storms', ['3'], '3', { failed: 0 }],
  [
    'backfill',
    ['4'],
    'interrupted',
    { 'not enrolled': 0, 'registrations of an account': 1, 'duplicate entries': 0 },
  ],
  ['roll-call', ['5'], '5', { end: 'SUCCEEDED', 'cloudcraft calls': 2, 'history events': 16 }],
  ['cost', ['2', '4'], 'backfill 4', { transitions: expect.any(Number), 'USD in all': expect.any(Number) }],
  ['manual-procedure', [], 'both', { 'role known 10 s later': 'refused' }],
])('%s %j measures that, and prints it in 80 columns', async (name, args, of, values) => {
  const result = (await benchmarks[name]?.run(args)) ?? { cases: [], goals: [], note: '' };
  expect(result.cases.find((each) => each.name === of)?.values).toMatchObject(values);
  expect(
    Math.max(
      ...printed(result)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
});

it('the command gives what it measured as JSON', () => {
  const { status, stdout } = bench('roll-call', '2', '--json');
  expect(v.parse(Result, JSON.parse(stdout)).cases).toMatchObject([{ name: '2' }]);
  expect(status).toBe(0);
});

it('a benchmark that does not exist is refused with the list of those that do', () => {
  const { status, stdout, stderr } = bench('no-such');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: no-such is not a benchmark; there are /);
  for (const name of Object.keys(benchmarks)) expect(stderr).toContain(name);
});

it('docs/performance.md has every benchmark', () => {
  const names = [...document('docs/performance.md').matchAll(/<!-- generated: benchmark (.+?) -->/g)];
  expect(names.map(([, name]) => name)).toEqual(Object.keys(benchmarks));
});

it('of several cases with one goal, the farthest from it is judged', () => {
  const cases = [
    { name: 'small', values: { calls: 3, share: 95 } },
    { name: 'large', values: { calls: 5, share: 92 } },
  ];
  const goals = cases.flatMap(({ name }) => [
    { case: name, value: 'calls', atMost: 4 },
    { case: name, value: 'share', atLeast: 90 },
  ]);
  expect(judged({ cases, goals })).toMatchObject([
    { case: 'large', value: 'calls', measured: 5, isMet: false },
    { case: 'large', value: 'share', measured: 92, isMet: true },
  ]);
});
