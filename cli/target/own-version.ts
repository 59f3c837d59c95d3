import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** The version of this checkout; with changes that are in no release yet, as CHANGELOG.md says, `0.2.0+unreleased`. */
export function ownVersion(): string {
  const { version } = v.parse(Manifest, JSON.parse(textOf('package.json')));
  const [, unreleased = ''] =
    /^## \[Unreleased\]$(.*?)(?:^## |$(?![\s\S]))/ms.exec(textOf('CHANGELOG.md')) ?? [];
  return unreleased.trim() === '' ? version : `${version}+unreleased`;
}

const Manifest = v.object({ version: v.string() });

const textOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
