import assert from 'node:assert/strict';
import { FIRST, type Tried } from './tried.ts';

/** What an operator reaches for in the organization and in IAM. */
export async function organizationTree({ aws, findings: { holds } }: Tried, account: string): Promise<void> {
  const ids = async (command: string) =>
    [...JSON.stringify(await aws(`organizations ${command}`)).matchAll(/"Id":"([^"]+)"/g)].map(
      ([, id]) => id,
    );
  const [root] = await ids('list-roots');
  await holds('the accounts are listed, also as children of the root', async () => {
    const all = ['111122223333', FIRST, account];
    assert.deepEqual(await ids('list-accounts'), all);
    assert.deepEqual(await ids(`list-accounts-for-parent --parent-id ${root}`), all);
    assert.deepEqual(await ids(`list-children --child-type ACCOUNT --parent-id ${root}`), all);
  });
  await holds('an account is moved to a new unit', async () => {
    const [unit] = await ids(`create-organizational-unit --name workloads --parent-id ${root}`);
    await aws(
      `organizations move-account --source-parent-id ${root} --destination-parent-id ${unit} --account-id ${account}`,
    );
    assert.deepEqual(await ids(`list-organizational-units-for-parent --parent-id ${root}`), [unit]);
    assert.deepEqual(await ids(`list-children --child-type ACCOUNT --parent-id ${unit}`), [account]);
    assert.deepEqual(await ids(`list-parents --child-id ${account}`), [unit]);
  });
  await holds('an account is tagged', async () => {
    await aws(`organizations tag-resource --tags Key=team,Value=blue --resource-id ${account}`);
    const tags = await aws(`organizations list-tags-for-resource --resource-id ${account}`);
    assert.deepEqual(tags, { Tags: [{ Key: 'team', Value: 'blue' }] });
  });
  await holds('list-roles and assume-role work', async () => {
    assert.match(JSON.stringify(await aws('iam list-roles')), /"rollcall-functions"/);
    const role = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
    const session = await aws(`sts assume-role --role-session-name operator --role-arn ${role}`);
    assert.match(JSON.stringify(session), new RegExp(`"Arn":"[^"]*${account}`));
  });
}
