import * as v from 'valibot';
import { captureLogs, type LogLine } from '../../emulators/engine/logs.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { resources } from './deployment.ts';
import { document, jsonIn } from './documents.ts';

const Query = v.object({ Name: v.string(), QueryString: v.string() });
const Dashboard = v.object({
  DashboardBody: v.object({ 'Fn::Sub': v.strictTuple([v.string(), v.unknown()]) }),
});

const saved = [...resources.values()]
  .filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition')
  .map(({ Properties }) => v.parse(Query, Properties));
const onDashboard = [
  ...v
    .parse(Dashboard, resources.get('Dashboard')?.Properties)
    .DashboardBody['Fn::Sub'][0].matchAll(/"query": "SOURCE '[^']+' \| (.*)" \}/g),
].map(([, text = '']) => ({ Name: 'of the dashboard', QueryString: JSON.parse(`"${text}"`) }));

/** The language's own words. Source: CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax". */
const WORDS = 'filter fields stats sort limit latest as by and desc now toMillis ispresent'.split(' ');

/** The fields that a query reads: its names that are neither the language's nor its own. */
function fieldsOf(query: string): string[] {
  const bare = query.replace(/"[^"]*"/g, '');
  const own = [...bare.matchAll(/ as (\w+)/g)].map(([, name]) => name);
  const names = bare.match(/@?[A-Za-z_][\w.]*/g) ?? [];
  return [...new Set(names)].filter(
    (name) => !WORDS.includes(name) && !own.includes(name) && !name.startsWith('@'),
  );
}

/** The strings that a query compares fields with. */
const comparisons = (query: string) =>
  [...query.matchAll(/(\w+) (?:!=|=) "([^"]+)"/g)].map(([, field = '', value = '']) => ({ field, value }));

/** The names of all fields, as Logs Insights finds them in JSON: nested ones with a dot. */
const namesOf = (line: object): string[] =>
  Object.entries(line).flatMap(([key, value]) => [
    key,
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? namesOf(value).map((inner) => `${key}.${inner}`)
      : []),
  ]);

/** The same, without those that only some vendors give. */
const form = (line: object = {}) =>
  namesOf(line)
    .filter((name) => !/traceId$|isNew$/.test(name))
    .sort();

const reference = document('docs/operations/reference.md');
const [common, ...others] = jsonIn(reference).map((line) => v.parse(v.record(v.string(), v.unknown()), line));
const metric = others.find((line) => '_aws' in line);
const documented = others
  .filter((line) => line !== metric)
  .map((line): Record<string, unknown> => ({ ...common, ...line }));

let lines: LogLine[];

/** Enrollments that are tried dry, succeed, twice, fail at either vendor, are filtered, and are of an account that is suspended. */
it('every line that the functions write is what the documents and the queries say', async () => {
  const failing = await scene({
    faults: [{ to: 'crowdstrike', answer: { status: 503, headers: {}, body: 'down' } }],
    environment: { FILTERS: '{"vendors":{"cloudcraft":{"exclude":[{"type":"all"}]}}}' },
  });
  lines = (await failing.enroll()).logs;
  await failing.world.close();
  const { world, engine, enroll } = await scene();
  const release = captureLogs((line) => '_aws' in line || lines.push(line));
  await engine.run('roll-call', { dryRun: true });
  await engine.run('roll-call', {}).finally(release);
  lines.push(...(await enroll({ accountId: ACCOUNT, dryRun: true })).logs);
  lines.push(...(await enroll()).logs, ...(await enroll()).logs);
  world.network.faults = [{ to: 'cloudcraft', answer: { status: 401, headers: {}, body: 'no' } }];
  lines.push(...(await enroll()).logs);
  const membership = world.aws.state.accounts.get(ACCOUNT)?.membership;
  if (membership !== undefined) membership.state = 'SUSPENDED';
  lines.push(...(await enroll()).logs);

  documentedAsWritten();
  for (const query of [...saved, ...onDashboard]) readsWhatIsWritten(query);
});

/** Each outcome, each change of a role and the metrics, field by field; each metric has a row. */
function documentedAsWritten() {
  const outcomes = ['enrolled', 'failed', 'skipped', 'would-enroll'];
  expect(documented.flatMap(({ outcome }) => outcome ?? [])).toEqual(outcomes);
  for (const line of documented) {
    const isSuch = ({ message, outcome }: LogLine) =>
      line['outcome'] === undefined ? message === 'role changed' : outcome === line['outcome'];
    expect(form(lines.find(isSuch))).toEqual(form(line));
  }
  const metrics = lines.filter((line) => '_aws' in line);
  expect(form(metrics.find((line) => 'Enrolled' in line))).toEqual(form(metric));
  const names = metrics.flatMap((line) => Object.keys(line).filter((name) => /^[A-Z]/.test(name)));
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((name) => !reference.includes(`\n| \`${name}\` |`))).toEqual([]);
}

function readsWhatIsWritten({ Name, QueryString }: v.InferOutput<typeof Query>) {
  const written = new Set(lines.flatMap(namesOf));
  expect(fieldsOf(QueryString).length).toBeGreaterThan(2);
  expect([Name, fieldsOf(QueryString).filter((field) => !written.has(field))]).toEqual([Name, []]);
  for (const { field, value } of comparisons(QueryString))
    expect(lines.map((line) => line[field])).toContain(value);
}

it('an account that was renamed keeps one row for each vendor in "status per account"', () => {
  const { QueryString = '' } = saved.find(({ Name }) => Name.endsWith('status per account')) ?? {};
  const [, columns, by] = /stats (.*) by (.*)/.exec(QueryString) ?? [];
  expect(by?.split(', ')).toEqual(['account', 'vendor']);
  expect(columns).toContain('latest(accountName)');
});
