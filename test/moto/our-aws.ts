import * as v from 'valibot';
import { startAws } from '../../emulators/aws/aws.ts';
import { AwsSwitches } from '../../emulators/aws/switches.ts';
import { Network } from '../../emulators/network/network.ts';
import { clients, enter, type Target } from './target.ts';

/** Starts our own emulator with the accounts that are compared. */
export async function startOurs(): Promise<Target & { close(): Promise<void> }> {
  const aws = await startAws({ network: new Network(), switches: v.parse(AwsSwitches, {}) });
  const { managementAccountId } = aws.state.organization;
  const tags = { environment: 'sandbox', owner: 'team' };
  const { id: first } = aws.createAccount({
    name: 'first',
    email: 'first@example.com',
    units: ['ou-exam-12345678'],
    tags,
  });
  const { id: second } = aws.createAccount({ name: 'second', email: 'second@example.com' });
  // What moto calls it.
  const { membership } = aws.state.accounts.get(managementAccountId) ?? {};
  Object.assign(membership ?? {}, { name: 'master', email: 'master@example.com' });
  const admin = aws.addPrincipal({ arn: `arn:aws:iam::${managementAccountId}:user/admin` });
  const management = clients(aws.url, admin);
  return {
    management,
    members: [await enter(aws.url, management, first), await enter(aws.url, management, second)],
    ids: [first, second],
    names: { [managementAccountId]: 'MANAGEMENT', [first]: 'FIRST', [second]: 'SECOND' },
    close: aws.close,
  };
}
