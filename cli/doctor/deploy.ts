import type { Target } from '../target/target.ts';

/** The command that deploys the stack again; whoever runs it knows the parameters. */
export function deploy(
  { stack, configuration: { region } }: Pick<Target, 'stack' | 'configuration'>,
  parameter = '',
): string {
  const stage = stack.replace(/^rollcall-/, '');
  return `npx serverless deploy --stage ${stage} --region ${region}${parameter} # with all your other parameters`;
}
