import * as v from 'valibot';
import { Filters } from '../../lib/organization/filter.ts';
import { faultOf } from '../../lib/parse.ts';

type Targets = NonNullable<Filters['exclude']>;

/** Account ids, ids of organizational units or of the root, and tags as `key=value`, as a filter has them. */
export function filterTargets(words: string[]): Targets {
  const accounts = words.filter((word) => /^\d+$/.test(word));
  const tags = words.filter((word) => word.includes('='));
  const units = words.filter((word) => !accounts.includes(word) && !tags.includes(word));
  return [
    ...target('accounts', accounts),
    ...target('ous', units),
    ...(tags.length === 0 ? [] : [{ type: 'tags' as const, target_value: tags.map(tagIn) }]),
  ];
}

/**
 * A filter, as `--include` and `--exclude` say it.
 * @throws Error for what is neither an account, nor a unit, nor a tag
 */
export function readFilter({ include, exclude = [] }: { include?: string[]; exclude?: string[] }): Filters {
  const filter = { ...(include && { include: filterTargets(include) }), exclude: filterTargets(exclude) };
  const { success, output, issues } = v.safeParse(Filters, filter, { message: faultOf });
  if (success) return output;
  throw new Error(
    `--include and --exclude take ids of accounts and of units, and tags as key=value: ${issues[0].message}`,
  );
}

const target = <Type extends 'accounts' | 'ous'>(type: Type, target_value: string[]) =>
  target_value.length === 0 ? [] : [{ type, target_value }];

/** The first `=` ends the key, though AWS allows it in one. */
function tagIn(word: string): Record<string, string> {
  const [key = '', ...value] = word.split('=');
  return { [key]: value.join('=') };
}
