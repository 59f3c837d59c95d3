import type { Need } from './asking.ts';
import { assumableRole } from './assumable-role.ts';
import { authorize } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import { callerOf } from './caller.ts';
import type { World } from './world.ts';

/**
 * What AWS would say to a call, by the policies alone: for calls of services that are not emulated.
 *
 * @returns the message of the refusal; undefined where the call is allowed
 */
export function refusal(
  world: World,
  { accessKeyId, region }: { accessKeyId: string; region: string },
  need: Need,
): string | undefined {
  const caller = callerOf(world.state, accessKeyId, world.state.accessKeys.get(accessKeyId)?.session?.token);
  try {
    if (need.action === 'sts:AssumeRole')
      assumableRole(
        { world, caller, region },
        {
          RoleArn: need.resource,
          RoleSessionName: 'tried',
          ExternalId: [need.keys?.['sts:ExternalId']].flat()[0],
        },
      );
    else authorize({ world, caller, region }, need);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
