import { writeFileSync } from 'node:fs';
import { coverageFiles } from './coverage-files.ts';

for (const [path, content] of Object.entries(await coverageFiles())) {
  writeFileSync(new URL(`../${path}`, import.meta.url), content);
  console.log(path);
}
