import { BlockList, isIP } from 'node:net';
import { listed, type Statement } from './policy-document.ts';
import { arnFits, fits } from './policy-pattern.ts';

/** The condition keys of one request, named in lower case because keys compare so; a key may have several values. */
export type Context = ReadonlyMap<string, string[]>;

/** The operators of numbers or dates; what is neither compares with nothing. */
function comparisons(kind: string, read: (text: string) => number): [string, Test][] {
  const operators: [string, (given: number, wanted: number) => boolean][] = [
    ['Equals', (given, wanted) => given === wanted],
    ['LessThan', (given, wanted) => given < wanted],
    ['LessThanEquals', (given, wanted) => given <= wanted],
    ['GreaterThan', (given, wanted) => given > wanted],
    ['GreaterThanEquals', (given, wanted) => given >= wanted],
  ];
  return operators.map(([name, compare]) => [
    `${kind}${name}`,
    (wanted, given) => compare(read(given), read(wanted)),
  ]);
}

/** Milliseconds since 1970, of a date of ISO 8601 or of seconds since then. */
function moment(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** Whether an address is in a range such as `203.0.113.0/24`, or is the one that is named. */
function isInRange(range: string, address: string): boolean {
  const [start = '', length] = range.split('/');
  const version = isIP(start);
  if (version === 0 || isIP(address) !== version) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(start, Number(length ?? (version === 4 ? 32 : 128)), family);
  return list.check(address, family);
}

type Test = (wanted: string, given: string) => boolean;

/** The operators without their negations: does one value of the request fit one value of the policy? */
const tests = new Map<string, Test>([
  ['StringEquals', (wanted, given) => wanted === given],
  ['StringEqualsIgnoreCase', (wanted, given) => wanted.toLowerCase() === given.toLowerCase()],
  ['StringLike', fits],
  // ArnEquals and ArnLike behave identically, both with wildcards.
  ['ArnEquals', arnFits],
  ['ArnLike', arnFits],
  ['Bool', (wanted, given) => wanted.toLowerCase() === given.toLowerCase()],
  ['BinaryEquals', (wanted, given) => wanted === given],
  ['IpAddress', isInRange],
  ...comparisons('Numeric', Number),
  ...comparisons('Date', moment),
]);

/**
 * Whether a statement's conditions hold: all operators, all keys, any of a key's values.
 *
 * @returns `undefined` when it hangs on an operator that does not exist
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: Statement['Condition'], context: Context): boolean | undefined {
  const results = Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      holds(operator, resolved(listed(values).map(String), context), context.get(key.toLowerCase())),
    ),
  );
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

/** Policy variables such as `${aws:PrincipalOrgID}` filled in; a value with one that the request lacks fits nothing. */
const resolved = (values: string[], context: Context): string[] =>
  values.flatMap((value) => {
    const names = [...value.matchAll(/\$\{([\w:/-]+)\}/g)].map(([, name = '']) => name.toLowerCase());
    if (!names.every((name) => context.get(name)?.length === 1)) return [];
    return value.replace(
      /\$\{([\w:/-]+)\}/g,
      (_, name: string) => context.get(name.toLowerCase())?.[0] ?? '',
    );
  });

function holds(name: string, wanted: string[], given: string[] | undefined): boolean | undefined {
  if (name === 'Null') return wanted.includes(String(given === undefined));
  const { test, negated, ifExists, set } = operator(name);
  if (test === undefined) return undefined;
  if (given === undefined) return ifExists || (negated && set !== 'ForAnyValue') || set === 'ForAllValues';
  const fitting = (value: string) => wanted.some((each) => test(each, value)) !== negated;
  return set === 'ForAllValues' || (set === undefined && negated)
    ? given.every(fitting)
    : given.some(fitting);
}

/** Takes a name such as `ForAnyValue:StringNotLikeIfExists` apart. */
function operator(name: string) {
  const [last = '', set] = name.split(':').reverse();
  const base = last.replace(/IfExists$/, '');
  return {
    test: tests.get(base.replace('Not', '')),
    negated: base.includes('Not'),
    ifExists: base !== last,
    set,
  };
}
