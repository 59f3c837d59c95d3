import { globSync, readFileSync } from 'node:fs';
import { outputSchema } from '../../cli/commands/output.ts';
import { Examination } from '../../cli/doctor/finding.ts';
import { memberTemplate } from '../../infrastructure/member-template.ts';
import { jsonSchema } from '../../lib/coverage/schema.ts';
import { vendors } from '../../lib/vendors/index.ts';
import { ROOT } from '../../test/configuration/sources.ts';
import { workflows } from '../../test/configuration/workflows.ts';
import { COUNTS, readCounts, sentenceOf } from './counts.ts';
import { diagramOf } from './diagram.ts';
import { performancePart } from './performance.ts';
import { performancePlot } from './plot.ts';
import { retriesOf } from './retries.ts';
import { statesTable } from './states.ts';
import { vendorRolesTable } from './vendor-roles.ts';

/** Every file that is generated, in whole or in part, by path from the root: what it is to hold. */
export const generatedFiles = (): [string, string][] => [
  ...documents().map((path): [string, string] => [path, generate(readFileSync(`${ROOT}${path}`, 'utf8'))]),
  ['infrastructure/member/rollcall-access.yml', memberTemplate(vendors)],
  ['docs/doctor.schema.json', `${JSON.stringify(jsonSchema(Examination), undefined, 2)}\n`],
  ['docs/performance.svg', performancePlot()],
  ['docs/rollcall-output.schema.json', `${JSON.stringify(outputSchema(), undefined, 2)}\n`],
];

/** Every Markdown document, by path from the root. */
export const documents = () => globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).sort();

/**
 * A document with its generated parts made anew: what stands between `<!-- generated: <part> -->` and `<!-- end -->`.
 * Throws for a part that does not exist.
 */
function generate(document: string): string {
  const parts = allParts();
  return document.replace(
    /(<!-- generated: (.+?) -->)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => {
      const part = parts.get(name) ?? performancePart(name);
      if (part === undefined)
        throw new Error(`"${name}" cannot be generated; there are ${[...parts.keys()].join(', ')}`);
      return `${begin}${part}${end}`;
    },
  );
}

function allParts(): Map<string, string> {
  const counts = readCounts(COUNTS);
  const trials = Object.values(counts).reduce((sum, { tried = 0 }) => sum + tried, 0);
  return new Map([
    ...workflows.map(({ name, machine }) => [`diagram of ${name}`, block(diagramOf(machine))] as const),
    ['workflows', block(workflows.map(describe).join('\n\n'))],
    ['roles of the vendors', block(vendorRolesTable())],
    ['trials', trials.toLocaleString('en')],
    ...Object.entries(counts).map(([suite, each]) => [`counts of ${suite}`, sentenceOf(each)] as const),
  ]);
}

const describe = ({ name, machine }: (typeof workflows)[number]) =>
  [`## ${name}`, diagramOf(machine), statesTable(machine), retriesOf(machine)].join('\n\n');

const block = (text: string) => `\n${text}\n`;
