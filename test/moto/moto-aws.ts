import {
  CreateOrganizationalUnitCommand,
  ListRootsCommand,
  MoveAccountCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { CREDENTIALS, MANAGEMENT_ACCOUNT, startMoto } from '../deployed/moto.ts';
import type { Workspace } from '../deployed/workspace.ts';
import { clients, enter, type Target } from './target.ts';

/** Starts moto with the accounts that are compared. */
export async function startMotoTarget(workspace: Workspace, programs: string): Promise<Target> {
  const { url, createAccount } = await startMoto(workspace, programs);
  const management = clients(url, CREDENTIALS);
  const [first, second] = [await createAccount('first'), await createAccount('second')];
  const { organizations } = management;
  const root = (await organizations.send(new ListRootsCommand({}))).Roots?.[0]?.Id;
  const unit = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId: root, Name: 'Sandbox' }),
  );
  await organizations.send(
    new MoveAccountCommand({
      AccountId: first,
      SourceParentId: root,
      DestinationParentId: unit.OrganizationalUnit?.Id,
    }),
  );
  const Tags = [
    { Key: 'environment', Value: 'sandbox' },
    { Key: 'owner', Value: 'team' },
  ];
  await organizations.send(new TagResourceCommand({ ResourceId: first, Tags }));
  return {
    management,
    members: [await enter(url, management, first), await enter(url, management, second)],
    ids: [first, second],
    names: { [MANAGEMENT_ACCOUNT]: 'MANAGEMENT', [first]: 'FIRST', [second]: 'SECOND' },
  };
}
