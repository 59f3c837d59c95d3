import validate from 'asl-validator';
import { workflows } from './workflows.ts';

/** What CloudFormation makes of `${Partition}` and `${PlanEnrollment}`. */
const substituted = (definition: object): object =>
  JSON.parse(
    JSON.stringify(definition)
      .replaceAll('${Partition}', 'aws')
      .replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:111122223333:function:$1'),
  );

describe.each(workflows)('$name', ({ definition }) => {
  it.each([true, false])('is valid Amazon States Language, with its paths checked: %s', (checkPaths) => {
    const { errorsText } = validate(substituted(definition), { checkPaths, checkArn: true });
    expect(errorsText()).toBe('');
  });

  it('uses JSONPath only, as the interpreter that runs it locally knows nothing else', () => {
    expect(JSON.stringify(definition)).not.toMatch(/"QueryLanguage"|\{%/);
  });
});
