import * as z from 'zod';

const Resource = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  Properties: z.unknown(),
});

/** A CloudFormation template, as far as it is looked at. */
export const Template = z.looseObject({
  Metadata: z
    .object({
      Rollcall: z.object({ Version: z.string(), Parameters: z.record(z.string(), z.string()) }).optional(),
    })
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), Resource),
});
export type Template = z.infer<typeof Template>;
export type Resource = z.infer<typeof Resource>;

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
