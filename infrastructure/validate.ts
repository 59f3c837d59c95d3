import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import aslValidator from 'asl-validator';
import { parse } from 'yaml';
import { plural } from '../lib/coverage/amount.ts';

const TEMPLATE = '.serverless/cloudformation-template-update-stack.json';

/** Warnings that are right about the template and wrong about us. Everything else of at least that severity is a fault. */
const ACCEPTED: Record<string, string> = {
  W3005: 'the Serverless Framework names a dependency that is implied',
  W8003: 'a parameter of the Serverless Framework is a literal by the time CloudFormation sees the condition',
  W9053: 'two optional parameters that both have their default make equal conditions',
};

/** Prints one line a check; any fault makes the exit code 1. */
const faults = [...definitionFaults(), ...templateFaults()];
for (const fault of faults) console.error(`✘ ${fault}`);
console.log(
  faults.length === 0 ? '✔ the definitions and the template are valid' : plural(faults.length, 'fault'),
);
process.exitCode = faults.length === 0 ? 0 : 1;

function definitionFaults(): string[] {
  return readdirSync('workflows').flatMap((file) => {
    const { isValid, errorsText } = aslValidator(
      parse(substituted(readFileSync(`workflows/${file}`, 'utf8'))),
    );
    console.log(`checked workflows/${file} with asl-validator`);
    return isValid ? [] : [`workflows/${file}: ${errorsText('; ')}`];
  });
}

/** CloudFormation puts ARNs where the definition names functions. */
function substituted(definition: string): string {
  return definition
    .replaceAll(`\${Partition}`, 'aws')
    .replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:111122223333:function:$1');
}

function templateFaults(): string[] {
  if (!existsSync(TEMPLATE)) return [`${TEMPLATE} is missing: run "npm run package" first`];
  const engine = new RegoEngine();
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(TEMPLATE));
    console.log(
      `checked the packaged template with cloudformation-validate: ${engine.listRules().length} rules`,
    );
    return diagnostics
      .filter(
        ({ severity, ruleId }) => !['INFO', 'DEBUG'].includes(severity) && !Object.hasOwn(ACCEPTED, ruleId),
      )
      .map(
        ({ ruleId, entity, propertyPath, message }) =>
          `${ruleId} ${entity?.logicalId ?? ''} ${propertyPath ?? ''}: ${message}`,
      );
  } finally {
    engine.free();
  }
}
