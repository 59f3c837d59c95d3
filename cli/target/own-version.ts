import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The version of this checkout; with changes that are in no release yet, as CHANGELOG.md says, `0.2.0+unreleased`. */
export function ownVersion(): string {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(textOf('package.json')));
  const [, unreleased = ''] =
    /^## \[Unreleased\]$(.*?)(?:^## |$(?![\s\S]))/ms.exec(textOf('CHANGELOG.md')) ?? [];
  return unreleased.trim() === '' ? version : `${version}+unreleased`;
}

const textOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
