import type { Connection } from './connection.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** Whether a vendor's secret exists and has the form that its adapter takes. Nothing of its value is printed. */
export async function secret(
  { region }: Subject,
  { name, secret: id, credentials }: Connection,
): Promise<string> {
  try {
    await credentials.current();
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'AccessDeniedError') throw error;
    const [command, option] = commandFor(error);
    const value = command === 'restore-secret' ? '' : ` --secret-string file://${name}.json`;
    throw new Problem(
      error.message,
      `aws secretsmanager ${command} --region ${region} ${option} ${id}${value}`,
    );
  }
  return `${id} exists and has the right form`;
}

/** Source: Secrets Manager API reference, GetSecretValue: InvalidRequestException of one that is scheduled for deletion. */
function commandFor({ cause }: Error): [command: string, option: string] {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'ResourceNotFoundException') return ['create-secret', '--name'];
  return [name === 'InvalidRequestException' ? 'restore-secret' : 'put-secret-value', '--secret-id'];
}
