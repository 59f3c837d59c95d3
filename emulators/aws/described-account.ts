import type { Asking } from './asking.ts';
import { pathOf } from './context.ts';
import { accountArn, type Member } from './organization-access.ts';

/** An account as Organizations describes it. */
export function described({ world: { state, switches } }: Asking, { id, membership }: Member) {
  return {
    Id: id,
    Arn: accountArn(state, id),
    Name: membership.name,
    Email: membership.email,
    State: membership.state,
    Status: switches.accountStatus === 'present' ? statuses[membership.state] : undefined,
    JoinedMethod: membership.joinedMethod,
    JoinedTimestamp: membership.joinedAt,
    Paths: switches.accountPaths === 'present' ? [`${pathOf(state, id)}${id}/`] : undefined,
  };
}

/** What the retired field said for each state; it had no value for an account that is not activated yet. */
const statuses = {
  PENDING_ACTIVATION: undefined,
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
} as const;
