import { existsSync } from 'node:fs';
import { resources, serverless } from './deployment.ts';
import { camel, kebab, pascal } from './naming.ts';
import { ROOT } from './sources.ts';
import { tasks, workflows } from './workflows.ts';

describe('one word everywhere', () => {
  const states = [...new Set(tasks.map(({ name }) => name))];

  it('covers every function: each is a state, and each state is a function', () => {
    expect(Object.keys(serverless.functions).sort()).toEqual(states.map(camel).sort());
  });

  describe.each(states)('%s', (state) => {
    it('names its function, file and role', () => {
      expect(serverless.functions[camel(state)]).toMatchObject({
        handler: `functions/${kebab(state)}.handler`,
        role: `${state}Role`,
      });
      expect(existsSync(`${ROOT}functions/${kebab(state)}.ts`)).toBe(true);
      expect(resources.get(`${state}Role`)).toMatchObject({ Type: 'AWS::IAM::Role' });
    });

    it('names its test', () => {
      expect(existsSync(`${ROOT}test/functions/${kebab(state)}.test.ts`)).toBe(true);
    });

    it('names its resource in the workflow', () => {
      for (const task of tasks.filter(({ name }) => name === state)) {
        expect(task.Resource).toBe(`\${${state}}`);
      }
    });
  });

  describe.each(workflows)('$name', ({ name, definition }) => {
    const own = tasks.filter(({ workflow }) => workflow === name).map((task) => task.name);
    const arns = own.map((state) => ({ 'Fn::GetAtt': [`${state}LambdaFunction`, 'Arn'] }));

    it('names its machine, which is given the ARN of each thing that it names and of no other', () => {
      expect(resources.get(pascal(name))).toMatchObject({
        Type: 'AWS::StepFunctions::StateMachine',
      });
      expect(resources.get(pascal(name))?.Properties).toMatchObject({
        DefinitionString: JSON.stringify(definition),
        RoleArn: { 'Fn::GetAtt': [`${pascal(name)}Role`, 'Arn'] },
      });
      const given = resources.get(pascal(name))?.Properties.DefinitionSubstitutions;
      const named = JSON.stringify(definition).match(/(?<=\$\{)\w+(?=\})/g) ?? [];
      const others = named.filter((id) => !own.includes(id));
      const machines = others.map((id) => [id, { Ref: id === 'Partition' ? 'AWS::Partition' : id }]);
      expect(given).toEqual(
        Object.fromEntries([...own.map((state, index) => [state, arns[index]]), ...machines]),
      );
    });

    it('names the role that may invoke these functions', () => {
      const { Policies } = resources.get(`${pascal(name)}Role`)?.Properties ?? {};
      expect(Policies).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            PolicyDocument: expect.objectContaining({
              Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arns }],
            }),
          }),
        ]),
      );
    });
  });
});
