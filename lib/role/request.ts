import * as v from 'valibot';
import { UntrustedPrincipalError } from '../errors.ts';
import { parse } from '../parse.ts';
import { PolicyDocument } from './policy.ts';
import { ExternalId, PrincipalArn } from './spec.ts';

/** What a vendor answered about the role that it needs. Travels in workflow data, so it holds no secret. */
export const RoleRequest = v.strictObject({
  /** The principal that the role is to trust. */
  principal: PrincipalArn,
  externalId: ExternalId,
  /** The vendor's own permissions policy, where the settings ask for it. */
  policy: v.optional(PolicyDocument),
});
export type RoleRequest = v.InferOutput<typeof RoleRequest>;

/**
 * The request that another function sent. It is input like any other: a request for more than a vendor can answer, such
 * as a role's name or policies by name, comes from somebody else.
 *
 * @throws {UntrustedPrincipalError} it is not a valid request
 */
export const readRoleRequest = (sent: unknown): RoleRequest =>
  parse(RoleRequest, sent, {
    whole: 'the request',
    refuse: (answered) =>
      new UntrustedPrincipalError({
        tried: "read what the vendor's role is to be",
        answered: `${answered}; nothing was written`,
        next: 'find out what sent this; the role is made by the settings of the deployment alone',
      }),
  });
