import {
  DescribeAccount$,
  type DescribeAccountRequest,
  ListAccounts$,
  type ListAccountsRequest,
} from '@aws-sdk/client-organizations';
import { AwsError } from './aws-error.ts';
import { described } from './described-account.ts';
import { operation } from './operation.ts';
import { accountArn, fromManagement, listedMember, listedMembers } from './organization-access.ts';
import { slice } from './pages.ts';

/** The operations of Organizations on accounts. */
export const accountOperations = [
  operation({
    schema: DescribeAccount$,
    needs: (asking, { AccountId }: DescribeAccountRequest) =>
      fromManagement(asking, 'DescribeAccount', accountArn(asking.world.state, AccountId)),
    serve: (asking, { AccountId }) => ({ Account: described(asking, listedMember(asking, AccountId)) }),
  }),
  operation({
    schema: ListAccounts$,
    needs: (asking, _: ListAccountsRequest) => fromManagement(asking, 'ListAccounts', '*'),
    serve(asking, { NextToken, MaxResults = 20 }) {
      if (MaxResults < 1 || MaxResults > 20)
        throw new AwsError(
          'InvalidInputException',
          'You provided a value outside of the valid range, 1 to 20.',
        );
      // A token of its own, since that of the first page would be taken for a fresh start.
      const start = Buffer.from('0').toString('base64');
      if (asking.world.switches.emptyAccountsPage && NextToken === undefined)
        return { Accounts: [], NextToken: start };
      const { page, next } = slice(listedMembers(asking), NextToken ?? start, MaxResults);
      return { Accounts: page.map((account) => described(asking, account)), NextToken: next };
    },
  }),
];
