import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import type { Credentials } from '../../../emulators/aws/add-principal.ts';
import { type Aws, startAws } from '../../../emulators/aws/aws.ts';
import type { Partition } from '../../../emulators/aws/state.ts';
import { AwsSwitches } from '../../../emulators/aws/switches.ts';
import { Network } from '../../../emulators/network/network.ts';
import { clients, sessionOf } from '../../moto/target.ts';

export const management = '111122223333';
export const member = '444455556666';
export const accessRole = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;

const running: Aws[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

type Options = v.InferInput<typeof AwsSwitches> & { partition?: Partition };

/** An emulated AWS with one member account, closed after the test. Time passes by moving the dates in its state. */
export async function start({ partition = 'aws', ...overrides }: Options = {}) {
  const network = new Network();
  const switches = v.parse(AwsSwitches, overrides);
  const aws = await startAws({ network, switches, partition });
  running.push(aws);
  const account = aws.createAccount({ id: member });
  const as = (credentials: Credentials, region = partition === 'aws' ? 'us-east-1' : 'us-gov-west-1') =>
    clientsOf(aws.url, credentials, region);
  const admin = as(aws.addPrincipal({ arn: `arn:${partition}:iam::${management}:user/admin` }));
  return { aws, network, switches, account, as, admin };
}

/** Clients of every service for one caller, who can have others for a session of the member account's access role. */
const clientsOf = (endpoint: string, credentials: Credentials, region: string) => {
  const own = clients(endpoint, credentials, region);
  return {
    ...own,
    enter: async (input: Partial<AssumeRoleCommandInput> = {}) =>
      clientsOf(endpoint, await sessionOf(own, { RoleArn: accessRole, ...input }), region),
  };
};
