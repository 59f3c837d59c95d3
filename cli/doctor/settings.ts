import type { Subject } from './subject.ts';

/** Whether the functions have settings that they can work with. */
export async function settings({ readDeployed }: Subject): Promise<string> {
  const { config } = await readDeployed();
  return `${config.vendors.join(', ')}; by ${config.accessRoles.join(', ')}`;
}
