import { existingResources, type Resource, type Template } from './existing-resources.ts';

/**
 * What deploying a template over another would change, a line each: the version, the parameters, the resources that would
 * be added (+), removed (-) or changed (~), with the properties that differ. The same change of several resources is one
 * line. The content of the bundles is not compared. Empty when nothing would change.
 */
export function templateDiff(deployed: Template, packaged: Template): string[] {
  const [before, after] = [existingResources(deployed), existingResources(packaged)];
  const [said, says] = [deployed.Metadata.Rollcall, packaged.Metadata.Rollcall];
  const added = [...after].filter(([id]) => !before.has(id));
  const removed = [...before].filter(([id]) => !after.has(id));
  return [
    ...(said?.Version === says?.Version ? [] : [`version: ${said?.Version ?? 'unknown'} → ${says?.Version}`]),
    ...(said === undefined ? ['parameters: the deployed stack does not say which it was deployed with'] : []),
    ...parameterLines(said?.Parameters ?? {}, said === undefined ? {} : (says?.Parameters ?? {})),
    ...added.map(([id, { Type }]) => `+ ${Type} ${id}`),
    ...removed.map(([id, { Type, DeletionPolicy }]) =>
      DeletionPolicy === 'Retain' ? `- ${Type} ${id}, which AWS keeps` : `- ${Type} ${id}`,
    ),
    ...changedLines(before, after),
  ];
}

function parameterLines(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `parameter ${name}: ${shown(before[name])} → ${shown(after[name])}`);
}

const shown = (value: string | undefined) =>
  value === undefined ? 'not there' : value === '' ? 'none' : JSON.stringify(value);

function changedLines(before: Map<string, Resource>, after: Map<string, Resource>): string[] {
  const ids = new Map<string, string[]>();
  for (const [id, { Type, Properties }] of after) {
    const paths = differences(before.get(id)?.Properties, Properties).filter((path) => !OF_BUNDLE.test(path));
    if (!before.has(id) || paths.length === 0) continue;
    const change = `${Type} …: ${[...new Set(paths)].join(', ')}`;
    ids.set(change, [...(ids.get(change) ?? []), id]);
  }
  return [...ids].map(
    ([change, of]) => `~ ${change.replace('…', of.length > 3 ? `(${of.length})` : of.join(', '))}`,
  );
}

/** Every package has another place in the bucket. */
const OF_BUNDLE = /^Code\.S3Key/;

/** The paths at which two values differ, down to three keys. */
function differences(one: unknown, other: unknown, path: string[] = []): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (path.length === 3 || !isRecord(one) || !isRecord(other)) return [path.join('.')];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], [...path, key]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
