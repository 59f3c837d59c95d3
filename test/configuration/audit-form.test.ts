import * as z from 'zod';
import type { LogLine } from '../../emulators/engine/logs.ts';
import { scene } from '../scene.ts';
import { document, jsonIn } from './documents.ts';

const Line = z.record(z.string(), z.unknown());
const reference = document('docs/operations/reference.md');
const [common, ...others] = jsonIn(reference).map((line) => Line.parse(line));
const metric = others.find((line) => '_aws' in line);
const documented = others
  .filter((line) => line !== metric)
  .map((line): Record<string, unknown> => ({ ...common, ...line }));

/** The names of all fields, at any depth; what only some vendors give is left out. */
const fields = (value: object): string[] =>
  Object.entries(value)
    .flatMap(([key, inner]) => [
      key,
      ...(typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? fields(inner).map((name) => `${key}.${name}`)
        : []),
    ])
    .filter((name) => !/traceId$|isNew$/.test(name))
    .sort();

/** What an enrollment logs with CrowdStrike down and Cloudcraft filtered, and one in which all goes well. */
async function logs(): Promise<LogLine[]> {
  const failing = await scene({
    faults: [{ to: 'crowdstrike', answer: { status: 503, headers: {}, body: 'down' } }],
    environment: { FILTERS: '{"vendors":{"cloudcraft":{"exclude":[{"type":"all"}]}}}' },
  });
  const { logs: failed } = await failing.enroll();
  await failing.world.close();
  const { enroll } = await scene({ environment: { FILTERS: '{}' } });
  return [...failed, ...(await enroll()).logs];
}

describe('the lines in docs/operations/reference.md', () => {
  let lines: LogLine[];

  beforeAll(async () => {
    lines = await logs();
  });

  it('are what the functions write: each outcome, and each change of a role, field by field', () => {
    const outcomes = documented.flatMap(({ outcome }) => outcome ?? []);
    expect(outcomes).toEqual(['enrolled', 'failed', 'skipped']);
    for (const line of documented) {
      const isSuch = ({ message, outcome }: LogLine) =>
        line['outcome'] === undefined ? message === 'role changed' : outcome === line['outcome'];
      const [actual] = lines.filter(isSuch);
      expect(fields(actual ?? {})).toEqual(fields(line));
    }
  });

  it('have metrics as they are written, and a row for every one of them', () => {
    const metrics = lines.filter((line) => '_aws' in line);
    expect(fields(metrics.find((line) => 'Enrolled' in line) ?? {})).toEqual(fields(metric ?? {}));
    const names = metrics.flatMap((line) => Object.keys(line).filter((name) => /^[A-Z]/.test(name)));
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !reference.includes(`\n| \`${name}\` |`))).toEqual([]);
  });
});
