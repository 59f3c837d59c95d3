import assert from 'node:assert/strict';
import { until } from '../deployed/until.ts';
import { ENROLLED } from './new-account.ts';
import { FIRST, type Tried } from './tried.ts';

/** `close-account` and `remove-account-from-organization` alone end in an offboarding. */
export async function departures(
  { aws, refusal, world, findings: { holds } }: Tried,
  account: string,
): Promise<void> {
  const forgotten = (id: string) =>
    until(`the offboarding of ${id}`, 60, async () =>
      (await world.holdings(id)).listed === 0 ? true : undefined,
    );
  await holds('close-account ends with no registration and no role', async () => {
    await aws(`organizations close-account --account-id ${account}`);
    await forgotten(account);
    await until('the removal of its roles', 30, async () =>
      (await world.holdings(account)).roles === 0 ? true : undefined,
    );
  });
  await holds('it cannot be closed again', async () =>
    assert.equal(
      await refusal(`organizations close-account --account-id ${account}`),
      'AccountAlreadyClosedException',
    ),
  );
  await holds(
    'remove-account-from-organization ends with no registration, and leaves the roles',
    async () => {
      await aws(`organizations remove-account-from-organization --account-id ${FIRST}`);
      await forgotten(FIRST);
      assert.deepEqual(await world.holdings(FIRST), { ...ENROLLED, listed: 0 });
      assert.doesNotMatch(JSON.stringify(await aws('organizations list-accounts')), new RegExp(FIRST));
    },
  );
}
