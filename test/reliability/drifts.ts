import type { AwsState, Role } from '../../emulators/aws/state.ts';
import { readTrust } from '../../emulators/aws/trust-policy.ts';

/** A change that somebody made to a role of ours. */
export type Drift = (role: Role, state: AwsState) => void;

const stray = { Version: '2012-10-17' as const, Statement: [] };

/** One for each call that repairs a role, and none at all. */
export const drifts = {
  none: () => undefined,
  trust: (role, state) => {
    role.trust = readTrust(
      state,
      role.trust.text.replace(/"sts:ExternalId":"\w+/, '"sts:ExternalId":"another'),
    );
  },
  description: (role) => {
    role.description = 'Described anew.';
  },
  boundary: (role) => {
    role.boundary = undefined;
  },
  tags: (role) => {
    role.tags.delete('rollcall:vendor');
  },
  attachment: (role) => {
    role.attached.set('arn:aws:iam::aws:policy/SecurityAudit', new Date(0));
  },
  inline: (role) => {
    role.inline.set('stray', { text: JSON.stringify(stray), document: stray });
  },
} satisfies Record<string, Drift>;
