import * as z from 'zod';
import type { LogLine } from '../../emulators/engine/logs.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { resources } from './deployment.ts';

const Query = z.object({ Name: z.string(), QueryString: z.string() });
const Dashboard = z.object({ DashboardBody: z.object({ 'Fn::Sub': z.tuple([z.string(), z.unknown()]) }) });

const saved = [...resources.values()]
  .filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition')
  .map(({ Properties }) => Query.parse(Properties));
const onDashboard = [
  ...Dashboard.parse(resources.get('Dashboard')?.Properties).DashboardBody['Fn::Sub'][0].matchAll(
    /"query": "SOURCE '[^']+' \| (.*)" \}/g,
  ),
].map(([, text = '']) => ({ Name: 'of the dashboard', QueryString: JSON.parse(`"${text}"`) }));

/** The language's own words. Source: CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax". */
const WORDS = [
  'filter',
  'fields',
  'stats',
  'sort',
  'limit',
  'latest',
  'as',
  'by',
  'and',
  'desc',
  'now',
  'toMillis',
  'ispresent',
];

/** The fields that a query reads: its names that are neither the language's nor its own. */
function fieldsOf(query: string): string[] {
  const bare = query.replace(/"[^"]*"/g, '');
  const own = [...bare.matchAll(/ as (\w+)/g)].map(([, name]) => name);
  const names = bare.match(/@?[A-Za-z_][\w.]*/g) ?? [];
  return [...new Set(names)].filter(
    (name) => !WORDS.includes(name) && !own.includes(name) && !name.startsWith('@'),
  );
}

/** The names of fields as Logs Insights finds them in JSON: nested ones with a dot. */
const namesOf = (line: object): string[] =>
  Object.entries(line).flatMap(([key, value]) => [
    key,
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? namesOf(value).map((inner) => `${key}.${inner}`)
      : []),
  ]);

/** The strings that a query compares fields with. */
const comparisons = (query: string) =>
  [...query.matchAll(/(\w+) (?:!=|=) "([^"]+)"/g)].map(([, field = '', value = '']) => ({ field, value }));

describe('a saved query', () => {
  const lines: LogLine[] = [];

  beforeEach(async () => {
    const { world, enroll } = await scene();
    lines.push(...(await enroll()).logs, ...(await enroll()).logs);
    world.network.faults = [{ to: 'cloudcraft', answer: { status: 401, headers: {}, body: 'no' } }];
    lines.push(...(await enroll()).logs);
    const membership = world.aws.state.accounts.get(ACCOUNT)?.membership;
    if (membership !== undefined) membership.state = 'SUSPENDED';
    lines.push(...(await enroll()).logs);
  });

  it.each([...saved, ...onDashboard])(
    'reads only fields and values that the functions write: $Name',
    ({ QueryString }) => {
      const written = new Set(lines.flatMap(namesOf));
      expect(fieldsOf(QueryString).length).toBeGreaterThan(2);
      expect(fieldsOf(QueryString).filter((field) => !written.has(field))).toEqual([]);
      for (const { field, value } of comparisons(QueryString))
        expect(lines.map((line) => line[field])).toContain(value);
    },
  );
});

it('an account that was renamed keeps one row for each vendor in "status per account"', () => {
  const { QueryString = '' } = saved.find(({ Name }) => Name.endsWith('status per account')) ?? {};
  const [, columns, by] = /stats (.*) by (.*)/.exec(QueryString) ?? [];
  expect(by?.split(', ')).toEqual(['account', 'vendor']);
  expect(columns).toContain('latest(accountName)');
});
