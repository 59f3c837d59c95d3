import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { readRole } from '../../../lib/aws/read-role.ts';
import { scene } from '../../scene.ts';
import { trusting } from '../role-builder.ts';
import { administrator } from './member.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const audit = 'arn:aws:iam::aws:policy/SecurityAudit';

/** A page that says that another follows; IAM may end a page wherever it likes. */
const firstPage = `<ListAttachedRolePoliciesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ListAttachedRolePoliciesResult>
    <AttachedPolicies><member><PolicyName>SecurityAudit</PolicyName><PolicyArn>${audit}</PolicyArn></member></AttachedPolicies>
    <IsTruncated>true</IsTruncated><Marker>MA==</Marker>
  </ListAttachedRolePoliciesResult>
</ListAttachedRolePoliciesResponse>`;

it('the managed policies of a role are read to the last page', async () => {
  const { world } = await scene();
  const iam = administrator(world);
  const RoleName = 'cloudcraft';
  const AssumeRolePolicyDocument = JSON.stringify(trusting());
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: readOnly }));
  const answer = { status: 200, headers: { 'content-type': 'text/xml' }, body: firstPage };
  world.network.faults = [{ to: 'aws', call: 'iam:ListAttachedRolePolicies', times: 1, answer }];
  expect((await readRole(iam, RoleName))?.managedPolicyArns).toEqual([audit, readOnly]);
});
