import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { tagsOfEach } from '../../../lib/aws/tags-of-each.ts';
import { account } from '../role-builder.ts';

it('asks nothing of an organization that is too large for a call an account', async () => {
  const member = { account, state: 'ACTIVE', isManagementAccount: false, units: [] };
  const members = Promise.resolve(Array.from({ length: 5001 }, () => member));
  await expect(tagsOfEach(new OrganizationsClient({}), members)).rejects.toMatchObject({
    name: 'RollTooLargeError',
    message: expect.stringContaining('filter by accounts or organizational units'),
  });
});
