import { availableParallelism } from 'node:os';
import { accessMutants } from './list/access.ts';
import { domain } from './list/domain.ts';
import { functionMutants } from './list/functions.ts';
import { httpMutants } from './list/http.ts';
import { roleMutants } from './list/roles.ts';
import { vendorMutants } from './list/vendors.ts';
import type { Mutant } from './mutant.ts';
import { conclude, type Judged } from './report.ts';
import { Copy, hasTests, occurrences } from './run.ts';

const only = process.argv[2] ?? '';
const mutants = [domain, roleMutants, accessMutants, httpMutants, vendorMutants, functionMutants]
  .flat()
  .filter(({ file }) => file.includes(only));

const outdated = mutants.filter((mutant) => occurrences(mutant) !== 1 || !hasTests(mutant));
for (const { file, from } of outdated) console.error(`Bring up to date: ${file} does not hold once: ${from}`);
if (outdated.length > 0) process.exit(1);

const copies = Array.from({ length: Math.min(availableParallelism(), 4) }, () => new Copy());
process.once('exit', () => {
  for (const copy of copies) copy.remove();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
if (!(await copies[0]?.passes(tests))) {
  console.error('The tests do not pass before anything is changed, so they can tell nothing.');
  process.exit(1);
}

const waiting = [...mutants];
const judged: Judged[] = [];
await Promise.all(
  copies.map(async (copy) => {
    for (let mutant: Mutant | undefined = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const noticed = await copy.notices(mutant);
      judged.push({ mutant, noticed });
      if (!noticed && mutant.equivalent === undefined)
        console.log(`survived: ${mutant.file}: ${mutant.from}`);
    }
  }),
);
process.exit(conclude(judged) === 0 ? 0 : 1);
