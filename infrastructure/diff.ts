import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import { Template } from './existing-resources.ts';
import { templateDiff } from './template-diff.ts';

/**
 * `npm run diff -- --stage prod [--region …] [--param=… …]`: what `serverless deploy` with the same options would change in
 * the deployed stack. Changes nothing. The exit code is 1 when it removes something, 2 when it cannot compare.
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'prod' },
    region: { type: 'string', default: 'us-east-1' },
    param: { type: 'string', multiple: true, default: [] },
  },
});
const FOLDER = '.serverless-diff';

try {
  const lines = templateDiff(await deployed(), packaged());
  for (const line of lines) console.log(line);
  if (lines.length === 0) console.log('nothing but the bundles, whose content is not compared');
  process.exitCode = lines.some((line) => line.startsWith('- ')) ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function deployed(): Promise<Template> {
  const client = new CloudFormationClient({ region: values.region });
  const asked = new GetTemplateCommand({ StackName: `rollcall-${values.stage}`, TemplateStage: 'Original' });
  const { TemplateBody = '' } = await client.send(asked);
  return v.parse(Template, JSON.parse(TemplateBody));
}

function packaged(): Template {
  const options = [
    '--stage',
    values.stage,
    '--region',
    values.region,
    ...values.param.map((it) => `--param=${it}`),
  ];
  const { status, stderr, stdout } = spawnSync('serverless', ['package', '--package', FOLDER, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const template = readFileSync(`${FOLDER}/cloudformation-template-update-stack.json`, 'utf8');
  return v.parse(Template, JSON.parse(template));
}
