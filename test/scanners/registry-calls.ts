import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { resourcesWith } from '../configuration/deployment.ts';
import { PROJECT } from '../deployed/workspace.ts';

const FILE = join(PROJECT, 'test', 'configuration', 'cloudformation-calls.json');
const Calls = v.record(v.string(), v.array(v.string()));
const Schema = v.looseObject({
  typeName: v.string(),
  handlers: v.optional(
    v.record(v.string(), v.object({ permissions: v.optional(v.array(v.string()), []) })),
    {},
  ),
});

/**
 * The types of resources whose calls in `cloudformation-calls.json` are not those of CloudFormation's registry, by its
 * schemas in cfn-lint; what lists a type's resources is left out, as no deployment does it. `--renew` writes the file anew.
 * @param programs the folder of cfn-lint's programs
 */
export async function staleCalls(programs: string): Promise<string[]> {
  const known = v.parse(Calls, JSON.parse(readFileSync(FILE, 'utf8')));
  const stack = await resourcesWith({
    managementAccountId: '111122223333',
    notificationAddress: 'a@example.com',
  });
  const types = new Set([...Object.keys(known), ...[...stack.values()].map(({ Type }) => Type)]);
  const schemas = globSync('../lib/*/site-packages/cfnlint/data/schemas/resources/*.json', { cwd: programs })
    .map((path) => v.parse(Schema, JSON.parse(readFileSync(join(programs, path), 'utf8'))))
    .filter(({ typeName }) => types.has(typeName));
  const registry = Object.fromEntries(
    schemas.map((schema) => [schema.typeName, callsOf(schema)] as const).sort(),
  );
  if (process.argv.includes('--renew')) writeFileSync(FILE, `${JSON.stringify(registry, undefined, 2)}\n`);
  const now = v.parse(Calls, JSON.parse(readFileSync(FILE, 'utf8')));
  return [...types].filter((type) => JSON.stringify(now[type]) !== JSON.stringify(registry[type]));
}

const callsOf = ({ handlers }: v.InferOutput<typeof Schema>): string[] => {
  const called = Object.entries(handlers).flatMap(([name, { permissions }]) =>
    name === 'list' ? [] : permissions,
  );
  return [...new Set(called)].sort();
};
