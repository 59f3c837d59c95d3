import {
  CloseAccount$,
  type CloseAccountRequest,
  LeaveOrganization$,
  RemoveAccountFromOrganization$,
  type RemoveAccountFromOrganizationRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { accountArn, fromManagement, fromMember, listedMember, type Member } from './organization-access.ts';
import { eventTime, recordServiceEvent } from './trail.ts';
import type { World } from './world.ts';

/** The operations of Organizations by which accounts close or leave. */
export const departureOperations = [
  operation({
    schema: CloseAccount$,
    needs: (asking, { AccountId }: CloseAccountRequest) =>
      fromManagement(asking, 'CloseAccount', accountArn(asking.world.state, AccountId)),
    serve(asking, { AccountId }) {
      close(asking, AccountId);
      return {};
    },
  }),
  operation({
    schema: RemoveAccountFromOrganization$,
    needs: (asking, { AccountId }: RemoveAccountFromOrganizationRequest) =>
      fromManagement(asking, 'RemoveAccountFromOrganization', accountArn(asking.world.state, AccountId)),
    serve(asking, { AccountId }) {
      depart(asking, listedMember(asking, AccountId).id, 'REMOVED');
      return {};
    },
  }),
  operation({
    schema: LeaveOrganization$,
    needs: (asking) => fromMember(asking, 'LeaveOrganization', '*'),
    serve(asking) {
      depart(asking, asking.caller.account, 'LEFT');
      return {};
    },
  }),
];

/** How long a closure takes. Source: CloseAccount's reference, "a few minutes". */
const CLOSING = 180_000;

function close(asking: Asking, AccountId: string | undefined): void {
  const { world } = asking;
  const { id, membership } = listedMember(asking, AccountId);
  if (id === world.state.organization.managementAccountId)
    throw new AwsError('ConstraintViolationException', "You can't close the management account.");
  if (membership.state !== 'ACTIVE')
    throw new AwsError(
      'AccountAlreadyClosedException',
      'You attempted to close an account that is already closed.',
    );
  membership.state = 'PENDING_CLOSURE';
  endLater(world, { id, membership });
}

/** Goes on with the closures that were under way when a world was stopped. */
export function continueClosures(world: World): void {
  for (const { id, membership } of world.state.accounts.values())
    if (membership?.state === 'PENDING_CLOSURE') endLater(world, { id, membership });
}

function endLater(world: World, { id, membership }: Pick<Member, 'id' | 'membership'>): void {
  const requestedTimestamp = eventTime(new Date());
  const end = () => {
    membership.state = 'CLOSED';
    const completedTimestamp = eventTime(new Date());
    const closeAccountStatus = { accountId: id, state: 'SUCCEEDED', requestedTimestamp, completedTimestamp };
    recordServiceEvent(world, 'CloseAccountResult', { closeAccountStatus });
  };
  setTimeout(end, CLOSING).unref();
}

function depart({ world }: Asking, accountId: string, departureMethod: 'LEFT' | 'REMOVED'): void {
  const { managementAccountId } = world.state.organization;
  if (accountId === managementAccountId)
    throw new AwsError(
      'MasterCannotLeaveOrganizationException',
      "You can't remove a management account from an organization.",
    );
  delete world.state.accounts.get(accountId)?.membership;
  recordServiceEvent(world, 'AccountDepartedOrganization', {
    ...{ managementAccountId, accountId, departureMethod },
    departureTime: new Date().toISOString(),
  });
}
