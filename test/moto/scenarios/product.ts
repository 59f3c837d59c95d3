import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { ProductDocuments } from '../product-documents.ts';
import type { Scenario } from '../recording.ts';
import { trusting, VENDOR } from './documents.ts';

/** What Rollcall itself writes has to be a policy for IAM. A refusal ends the comparison. */
export const product = ({ trust, identity }: ProductDocuments): Scenario => ({
  name: 'policies of the product',
  async ask(ask, { members: [{ iam }] }) {
    const role = { RoleName: 'product' };
    const inline = { ...role, PolicyName: 'written' };
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trusting(VENDOR) }));
    for (const [what, PolicyDocument] of Object.entries(trust)) {
      await iam.send(new UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument }));
      await ask(`read the trust of ${what}`, () => iam.send(new GetRoleCommand(role)));
    }
    for (const [what, PolicyDocument] of Object.entries(identity)) {
      await iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument }));
      await ask(`read ${what}`, () => iam.send(new GetRolePolicyCommand(inline)));
    }
  },
});
