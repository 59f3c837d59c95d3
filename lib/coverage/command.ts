import type { Remedy } from './remedy.ts';
import type { StateMachines } from './report.ts';

/**
 * The command of the AWS CLI that starts the remedy's workflow, for a POSIX shell or PowerShell 7.3; an older PowerShell
 * drops the quotation marks of the input. Undefined when there is no remedy, or the deployment does not have the workflow.
 * The execution has no name, as one can be used only once in 90 days. Source: Step Functions API Reference,
 * StartExecution; PowerShell's about_Parsing.
 */
export function command(remedy: Remedy | undefined, stateMachines: StateMachines): string | undefined {
  const arn = remedy && stateMachines[remedy.workflow];
  if (arn === undefined) return undefined;
  const [, , , region] = arn.split(':');
  return `aws stepfunctions start-execution --region ${region} --state-machine-arn ${arn} --input '${JSON.stringify(remedy?.input)}'`;
}
