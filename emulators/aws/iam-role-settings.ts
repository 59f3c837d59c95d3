import {
  UpdateAssumeRolePolicy$,
  type UpdateAssumeRolePolicyRequest,
  UpdateRole$,
  type UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { checkSettings, onRole, ownRole } from './iam-role.ts';
import { operation } from './operation.ts';
import { readTrust } from './trust-policy.ts';

/** The operations that change what a role was created with. */
export const roleSettingOperations = [
  operation({
    schema: UpdateRole$,
    needs: (asking, input: UpdateRoleRequest) => [onRole(asking, 'UpdateRole', input)],
    serve(asking, input) {
      const role = ownRole(asking, input);
      checkSettings(input);
      role.description = input.Description ?? role.description;
      role.maxSessionSeconds = input.MaxSessionDuration ?? role.maxSessionSeconds;
      return {};
    },
  }),
  operation({
    schema: UpdateAssumeRolePolicy$,
    needs: (asking, input: UpdateAssumeRolePolicyRequest) => [
      onRole(asking, 'UpdateAssumeRolePolicy', input),
    ],
    serve(asking, input) {
      const role = ownRole(asking, input);
      const trust = readTrust(asking.world.state, input.PolicyDocument ?? '');
      // What does not change has nothing to propagate.
      role.trust = trust.text === role.trust.text ? { ...trust, since: role.trust.since } : trust;
      return {};
    },
  }),
];
