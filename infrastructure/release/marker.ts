/** Stands in a packaged template for the value of a parameter that is given when the stack is made. */
export const marker = (parameter: string) => `zz0${parameter}0zz`;

/** Every marker, with the parameter's name. */
const MARKER = /zz0(\w+?)0zz/g;

/** A value of a template with a reference to a parameter in place of each marker. */
export function withReferences(value: unknown): unknown {
  if (typeof value === 'string') return ofText(value);
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'Fn::Sub' ? inside(inner) : withReferences(inner),
    ]),
  );
}

function ofText(text: string): unknown {
  const [whole, name] = [...text.matchAll(MARKER)][0] ?? [];
  if (whole === undefined) return text;
  if (whole === text) return { Ref: name };
  // What a text has of this form is not CloudFormation's to fill in: `${!` stands for it.
  return {
    'Fn::Sub': text.replaceAll('${', '${!').replace(MARKER, (_, parameter: string) => `\${${parameter}}`),
  };
}

/** A text of `Fn::Sub`, alone or with variables of its own. */
function inside(given: unknown): unknown {
  const [text, variables] = Array.isArray(given) ? given : [given, undefined];
  const filled = String(text).replace(MARKER, (_, parameter: string) => `\${${parameter}}`);
  return variables === undefined ? filled : [filled, withReferences(variables)];
}
