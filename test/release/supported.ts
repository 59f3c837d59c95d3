import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { withoutUnknown } from '../deployed/leave-out.ts';

const Template = v.looseObject({ Resources: v.record(v.string(), v.unknown()) });

/** Takes out of a template of a release what the emulator cannot deploy, and says which; its checksum follows. */
export function supported(folder: string, template: string): string[] {
  const file = join(folder, template);
  const { Resources, ...others } = v.parse(Template, JSON.parse(readFileSync(file, 'utf8')));
  const before = sha256(file);
  const known = withoutUnknown(Resources);
  writeFileSync(file, JSON.stringify({ ...others, Resources: known }));
  const sums = join(folder, 'SHA256SUMS');
  writeFileSync(sums, readFileSync(sums, 'utf8').replace(before, sha256(file)));
  return Object.keys(Resources).filter((id) => !Object.hasOwn(known, id));
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
