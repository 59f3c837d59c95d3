import { existsSync } from 'node:fs';
import { resources, serverless } from './deployment.ts';
import { camel, kebab, pascal } from './naming.ts';
import { ROOT } from './sources.ts';
import { tasks, workflows } from './workflows.ts';

/** A state whose work another one's function does. See docs/decisions/0024-what-need-not-be-read-again.md. */
const functionOf = (state: string) => (state === 'PrepareRegistration' ? 'RegisterAccount' : state);

describe('one word everywhere', () => {
  const states = [...new Set(tasks.map(({ name }) => name))];

  it('covers every function: each is a state, and each state is a function', () => {
    const functions = new Set(states.map(functionOf));
    expect(Object.keys(serverless.functions).sort()).toEqual([...functions].map(camel).sort());
  });

  it.each(states)('%s names its function, file, test, role and resource', (state) => {
    const name = functionOf(state);
    expect(serverless.functions[camel(name)]).toMatchObject({
      handler: `functions/${kebab(name)}.handler`,
      role: `${name}Role`,
    });
    const files = [`functions/${kebab(state)}.ts`, `test/functions/${kebab(state)}.test.ts`];
    expect(files.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
    expect(resources.get(`${name}Role`)).toMatchObject({ Type: 'AWS::IAM::Role' });
    for (const task of tasks.filter(({ name }) => name === state)) expect(task.Resource).toBe(`\${${name}}`);
  });

  it.each(workflows)('$name names its machine, which is given just the ARNs that it names', (workflow) => {
    const { name, definition } = workflow;
    const text = JSON.stringify(definition);
    const { Type, Properties } = resources.get(pascal(name)) ?? {};
    expect(Type).toBe('AWS::StepFunctions::StateMachine');
    expect(Properties).toMatchObject({
      DefinitionString: text,
      RoleArn: { 'Fn::GetAtt': [`${pascal(name)}Role`, 'Arn'] },
    });
    const named = text.match(/(?<=\$\{)\w+(?=\})/g) ?? [];
    const given = named.map((id) => {
      if (states.includes(id)) return [id, { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] }];
      return [id, { Ref: id === 'Partition' ? 'AWS::Partition' : id }];
    });
    expect(Properties?.['DefinitionSubstitutions']).toEqual(Object.fromEntries(given));
  });

  it.each(workflows)('$name uses JSONPath only, as the local interpreter knows nothing else', (workflow) => {
    expect(JSON.stringify(workflow.definition)).not.toMatch(/"QueryLanguage"|\{%/);
  });
});
