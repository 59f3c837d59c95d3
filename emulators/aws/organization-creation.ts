import {
  CreateAccount$,
  type CreateAccountRequest,
  DescribeCreateAccountStatus$,
  type DescribeCreateAccountStatusRequest,
  ListCreateAccountStatus$,
  type ListCreateAccountStatusRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { createAccount } from './create-account.ts';
import type { Creation } from './creation.ts';
import { operation } from './operation.ts';
import { fromManagement } from './organization-access.ts';
import { slice } from './pages.ts';
import { eventTime, recordServiceEvent } from './trail.ts';
import { random } from './unique-id.ts';
import type { World } from './world.ts';

/** The operations of Organizations that create accounts. AWS takes a while for it: the result is an event, too. */
export const creationOperations = [
  operation({
    schema: CreateAccount$,
    needs: (asking, _: CreateAccountRequest) => fromManagement(asking, 'CreateAccount', '*'),
    serve: (asking, input) => ({ CreateAccountStatus: begin(asking, input) }),
  }),
  operation({
    schema: DescribeCreateAccountStatus$,
    needs: (asking, _: DescribeCreateAccountStatusRequest) =>
      fromManagement(asking, 'DescribeCreateAccountStatus', '*'),
    serve({ world }, { CreateAccountRequestId = '' }) {
      const creation = world.state.creations.get(CreateAccountRequestId);
      if (creation !== undefined) return { CreateAccountStatus: creation };
      throw new AwsError(
        'CreateAccountStatusNotFoundException',
        "You specified a create account request that doesn't exist.",
      );
    },
  }),
  operation({
    schema: ListCreateAccountStatus$,
    needs: (asking, _: ListCreateAccountStatusRequest) =>
      fromManagement(asking, 'ListCreateAccountStatus', '*'),
    serve({ world }, { States = [], NextToken = '', MaxResults = 20 }) {
      const wanted = [...world.state.creations.values()].filter(
        ({ State }) => States.length === 0 || States.includes(State),
      );
      const { page, next } = slice(wanted, NextToken, MaxResults);
      return { CreateAccountStatuses: page, NextToken: next };
    },
  }),
];

function begin({ world }: Asking, input: CreateAccountRequest): Creation {
  const creation: Creation = {
    Id: `car-${random(32, '0123456789abcdef')}`,
    AccountName: input.AccountName ?? '',
    State: 'IN_PROGRESS',
    RequestedTimestamp: new Date(),
    request: input,
  };
  world.state.creations.set(creation.Id, creation);
  endLater(world, creation);
  return { ...creation };
}

/** Goes on with the creations that were under way when a world was stopped. */
export function continueCreations(world: World): void {
  for (const creation of world.state.creations.values())
    if (creation.State === 'IN_PROGRESS') endLater(world, creation);
}

const endLater = (world: World, creation: Creation) =>
  setTimeout(() => end(world, creation), world.switches.accountCreationSeconds * 1000).unref();

function end(world: World, creation: Creation): void {
  const { state } = world;
  const { request: input } = creation;
  const email = input.Email?.toLowerCase();
  const isTaken = [...state.accounts.values()].some(
    ({ membership }) => membership?.email.toLowerCase() === email,
  );
  const completed = { CompletedTimestamp: new Date() };
  if (isTaken) {
    Object.assign(creation, { ...completed, State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    recordServiceEvent(world, 'CreateAccountResult', { createAccountStatus: status(creation) });
    return;
  }
  const { id, membership } = createAccount(state, {
    name: creation.AccountName,
    email: input.Email ?? '',
    accessRoles: [input.RoleName ?? 'OrganizationAccountAccessRole'],
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  });
  Object.assign(creation, { ...completed, State: 'SUCCEEDED', AccountId: id });
  recordServiceEvent(world, 'CreateAccountResult', { createAccountStatus: status(creation) });
  recordServiceEvent(world, 'AccountJoinedOrganization', {
    managementAccountId: state.organization.managementAccountId,
    accountId: id,
    joinedMethod: 'CREATED',
    joinedTime: membership?.joinedAt.toISOString(),
  });
}

/** As the event has it. */
const status = ({
  Id,
  State,
  AccountId,
  FailureReason,
  RequestedTimestamp,
  CompletedTimestamp,
}: Creation) => ({
  id: Id,
  state: State,
  accountName: '****',
  ...(AccountId && { accountId: AccountId }),
  ...(FailureReason && { failureReason: FailureReason }),
  requestedTimestamp: eventTime(RequestedTimestamp),
  ...(CompletedTimestamp && { completedTimestamp: eventTime(CompletedTimestamp) }),
});
