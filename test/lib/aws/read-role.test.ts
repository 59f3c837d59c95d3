import { readRole } from '../../../lib/aws/read-role.ts';
import { scene } from '../../scene.ts';
import { allowing } from '../role-builder.ts';
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
