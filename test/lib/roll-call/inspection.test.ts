import type { Row } from '../../../lib/coverage/row.ts';
import { partsOf } from '../../../lib/roll-call/inspection.ts';
import { work } from '../../../lib/roll-call/plan.ts';
import { member } from '../coverage/organization.ts';

const members = Array.from({ length: 120 }, (_, number) => member(number + 1));
const lists = {
  crowdstrike: members.map(({ account: { id: accountId } }) => ({
    ...{ accountId, id: `of ${accountId}`, status: 'x', standing: 'ours' as const },
    request: { principal: 'p', externalId: `e ${accountId}` },
  })),
};
const rows = (state: Row['state']): Row[] =>
  lists.crowdstrike.map(({ accountId, id }) => ({
    ...{ accountId, vendor: 'crowdstrike', state, units: [] },
    registration: { id, status: 'x', standing: 'ours' },
  }));

it('has fifty covered accounts in a part, each with what its registration asks for', () => {
  const parts = partsOf(rows('covered'), { members, lists });
  expect(parts.map(({ length }) => length)).toEqual([50, 50, 20]);
  const { account } = members[119] ?? {};
  expect(parts[2]?.[19]).toEqual({
    account,
    roles: [{ vendor: 'crowdstrike', request: { principal: 'p', externalId: `e ${account?.id}` } }],
  });
});

it.each(['known-elsewhere', 'missing', 'failed', 'excluded'] as const)(
  'leaves out an account that is %s',
  (state) => {
    expect(partsOf(rows(state), { members, lists })).toEqual([]);
  },
);

it('and the accounts to enroll fit into the data of a state together, for 17,000 accounts', () => {
  const numbers = Array.from({ length: 17_000 / 50 }, (_, number) => number);
  const ids = Array.from({ length: 17_000 }, (_, number) => ({
    accountId: String(100000000000 + number),
    vendors: ['cloudcraft'],
  }));
  expect(JSON.stringify({ parts: numbers, ...work(ids) }).length).toBeLessThan(256 * 1024 - 1000);
});
