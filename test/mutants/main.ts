import { globSync } from 'node:fs';
import { codeMutants, type Part } from './code.ts';
import { tryFaults } from './copy.ts';
import { report, survivors } from './report.ts';
import { workflowFaults } from './workflows.ts';

// A part of a path: only files that have it in their names are broken.
const only = process.argv[2] ?? '';
const files = (pattern: string) =>
  globSync(pattern)
    .filter((file) => file.includes(only))
    .sort();

const parts: Part[] = [
  { files: files('lib/*.ts'), tests: 'test/lib/*.test.ts', imported: true },
  ...globSync('lib/*/').map((folder) => ({
    files: files(`${folder}/**/*.ts`),
    tests: `test/${folder}/**/*.test.ts`,
    imported: true,
  })),
  { files: files('functions/*.ts'), tests: 'test/functions/*.test.ts', imported: false },
];

const faults = workflowFaults().filter(({ file }) => file.includes(only));
if (faults.length + parts.flatMap((part) => part.files).length === 0)
  throw new Error(`no file of lib/, functions/ and workflows/ has ${only} in its name`);
const judged = [];
for (const part of parts.filter((each) => each.files.length > 0)) {
  const ofPart = await codeMutants(part);
  survivors(ofPart);
  judged.push(...ofPart);
}
const ofFaults = await tryFaults(faults);
survivors(ofFaults);
process.exit(report([...judged, ...ofFaults]) === 0 ? 0 : 1);
