import * as v from 'valibot';

const Resource = v.looseObject({
  Type: v.string(),
  Condition: v.optional(v.string()),
  DeletionPolicy: v.optional(v.string()),
  Properties: v.optional(v.unknown()),
});

/** A CloudFormation template, as far as it is looked at. */
export const Template = v.looseObject({
  Metadata: v.optional(
    v.object({
      Rollcall: v.optional(v.object({ Version: v.string(), Parameters: v.record(v.string(), v.string()) })),
    }),
    {},
  ),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
  Resources: v.record(v.string(), Resource),
});
export type Template = v.InferOutput<typeof Template>;
export type Resource = v.InferOutput<typeof Resource>;

/** The resources that a stack of the template has, by logical id, with every `Fn::If` decided: in the partition aws. */
export function existingResources({ Conditions, Resources }: Template): Map<string, Resource> {
  const holds = (name: string): boolean => isTrue(Conditions[name]);
  const isTrue = (condition: unknown): boolean => {
    const [[name = '', given] = []] = entries(condition);
    const list = [given].flat();
    if (name === 'Fn::Not') return !isTrue(list[0]);
    if (name === 'Fn::And') return list.every(isTrue);
    if (name === 'Fn::Or') return list.some(isTrue);
    if (name === 'Condition') return holds(String(given));
    const [one, other] = list.map((value) => text(value));
    return name === 'Fn::Equals' && one === other;
  };
  const decided = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decided).filter((inner) => text(inner) !== NOTHING);
    const [[name = '', given] = []] = entries(value);
    if (name === 'Fn::If' && Array.isArray(given))
      return decided(holds(String(given[0])) ? given[1] : given[2]);
    if (typeof value !== 'object' || value === null) return value;
    const inner = entries(value).map(([key, each]) => [key, decided(each)] as const);
    return Object.fromEntries(inner.filter(([, each]) => text(each) !== NOTHING));
  };
  return new Map(
    Object.entries(Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
      .map(([id, resource]) => [id, { ...resource, Properties: decided(resource.Properties) }]),
  );
}

const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const text = (value: unknown): string => {
  const json = JSON.stringify(value) ?? '';
  return json === '{"Ref":"AWS::Partition"}' ? '"aws"' : json;
};

const NOTHING = '{"Ref":"AWS::NoValue"}';
