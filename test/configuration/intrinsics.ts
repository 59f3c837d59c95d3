/**
 * What CloudFormation makes of the intrinsic functions in a value. `lookUp` knows parameters and resources by name, and
 * attributes as `Reports.Arn`; a resource or attribute that it does not know becomes an ARN that names it.
 */
export function evaluated(value: unknown, lookUp: (name: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((inner) => evaluated(inner, lookUp));
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.entries(value).map(([key, inner]) => [key, evaluated(inner, lookUp)] as const);
  const [[name, given] = ['', undefined]] = inside;
  const list = [given].flat();
  if (name === 'Ref' || name === 'Fn::GetAtt')
    return lookUp(list.join('.')) ?? `arn:aws:deployed:::${list.join('.')}`;
  if (name === 'Fn::Sub')
    return String(list[0]).replace(
      /\$\{([\w:.]+)\}/g,
      (_, key: string) => Object(list[1])[key] ?? lookUp(key) ?? key,
    );
  if (name === 'Fn::Join' && Array.isArray(given)) return [given[1]].flat().join(String(given[0]));
  if (name === 'Fn::Split') return String(list[1]).split(String(list[0]));
  if (name === 'Fn::Select') return [list].flat(2)[Number(list[0]) + 1];
  return Object.fromEntries(inside);
}
