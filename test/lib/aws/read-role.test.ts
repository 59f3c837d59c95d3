import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { readRole } from '../../../lib/aws/read-role.ts';
import { scene } from '../../scene.ts';
import { allowing, trusting } from '../role-builder.ts';
import { administrator } from './member.ts';

const arn = 'arn:aws:iam::444455556666:role/cloudcraft';
const document = encodeURIComponent(JSON.stringify(allowing('*')));

/** What IAM answers; everything that it may leave out is left out. */
const answers = {
  GetRole: `<Role><Arn>${arn}</Arn><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role>`,
  ListAttachedRolePolicies: '',
  ListRolePolicies: '',
  GetRolePolicy: `<PolicyDocument>${document}</PolicyDocument>`,
};

/** The role in such answers. */
async function read(overrides: Partial<typeof answers> = {}) {
  const { world } = await scene();
  world.network.faults = Object.entries({ ...answers, ...overrides }).map(([call, result]) => {
    const body = `<${call}Response><${call}Result>${result}</${call}Result></${call}Response>`;
    const answer = { status: 200, headers: { 'content-type': 'text/xml' }, body };
    return { to: 'aws', call: `iam:${call}$`, answer };
  });
  return readRole(administrator(world), 'cloudcraft');
}

it('what IAM leaves out of its answers counts as empty', async () => {
  expect(await read()).toEqual({
    arn,
    description: '',
    maxSessionSeconds: 3600,
    trust: allowing('*'),
    tags: {},
    boundaryArn: undefined,
    managedPolicyArns: [],
    inlinePolicies: {},
  });
});

it('an attached policy without an ARN is ignored', async () => {
  const nameOnly = '<AttachedPolicies><member><PolicyName>x</PolicyName></member></AttachedPolicies>';
  expect(await read({ ListAttachedRolePolicies: nameOnly })).toMatchObject({ managedPolicyArns: [] });
});

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
