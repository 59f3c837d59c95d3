import type { StackFunction } from '../aws/stack.ts';
import { readDeployment } from './deployment.ts';
import type { LambdaService } from './lambda-service.ts';
import { STACK } from './machines.ts';

/**
 * The functions of the stack, as Lambda describes and invokes them. Each has the variables of all.
 * @param environment what the functions find in their environment
 */
export function deployedFunctions(
  lambda: LambdaService,
  environment: Record<string, string>,
): StackFunction[] {
  const variables = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')),
  );
  return Object.entries(readDeployment().functions).map(([key, { timeout }]) => ({
    ...{ name: `${STACK}-${key}`, timeoutSeconds: timeout, variables },
    invoke: (payload) => lambda.invoke(key, payload),
  }));
}
