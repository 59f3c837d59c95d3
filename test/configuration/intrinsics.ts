/**
 * What CloudFormation makes of the intrinsic functions in a value. A resource that `lookUp` does not know, and every
 * attribute, become an ARN that names it.
 */
export function evaluated(value: unknown, lookUp: (name: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((inner) => evaluated(inner, lookUp));
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.entries(value).map(([key, inner]) => [key, evaluated(inner, lookUp)] as const);
  const [[name, given] = ['', undefined]] = inside;
  if (name === 'Ref') return lookUp(String(given)) || `arn:aws:deployed:::${given}`;
  if (name === 'Fn::GetAtt') return `arn:aws:deployed:::${[given].flat().join('.')}`;
  if (name === 'Fn::Sub')
    return String(given).replace(/\$\{([\w:]+)\}/g, (_, key: string) => lookUp(key) ?? key);
  if (name === 'Fn::Join' && Array.isArray(given)) return [given[1]].flat().join(String(given[0]));
  return Object.fromEntries(inside);
}
