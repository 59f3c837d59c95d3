import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { AUDIT, allowing, READ_ONLY, trusting, VENDOR } from './documents.ts';

const one = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** What is no inline policy. */
const bad = {
  'that is not JSON': 'none',
  'with a principal': policy({ ...one, Principal: { AWS: VENDOR } }),
  'without resources': policy({ Effect: 'Allow', Action: 'ec2:*' }),
  'without actions': policy({ Effect: 'Allow', Resource: '*' }),
  'with an action of no service': policy({ ...one, Action: 'describe' }),
  'without statements': JSON.stringify({ Version: '2012-10-17', Statement: [] }),
};

const unknown = { RoleName: 'unknown' };

/** Managed policies of roles. */
export const managedPolicies: Scenario = {
  name: 'managed policies',
  async ask(ask, { members: [{ iam }] }) {
    const role = { RoleName: 'managed' };
    const attach = (PolicyArn: string) => () => iam.send(new AttachRolePolicyCommand({ ...role, PolicyArn }));
    const list = () => iam.send(new ListAttachedRolePoliciesCommand(role));
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trusting(VENDOR) }));
    await ask('list none', list);
    await ask('attach', attach(READ_ONLY));
    await ask('attach again', attach(READ_ONLY));
    await ask('attach another', attach(AUDIT));
    await ask('list both', list);
    await ask('list by path', () =>
      iam.send(new ListAttachedRolePoliciesCommand({ ...role, PathPrefix: '/service-role/' })),
    );
    await ask(
      'attach one of another account that does not exist',
      attach('arn:aws:iam::999988887777:policy/none'),
    );
    await ask('attach one that does not exist', attach('arn:aws:iam::aws:policy/None'));
    await iam
      .send(new DetachRolePolicyCommand({ ...role, PolicyArn: 'arn:aws:iam::aws:policy/None' }))
      .catch(() => undefined);
    await ask('detach', () => iam.send(new DetachRolePolicyCommand({ ...role, PolicyArn: AUDIT })));
    await ask('detach again', () => iam.send(new DetachRolePolicyCommand({ ...role, PolicyArn: AUDIT })));
    await ask('list one', list);
    await ask('attach to an unknown role', () =>
      iam.send(new AttachRolePolicyCommand({ ...unknown, PolicyArn: READ_ONLY })),
    );
    await ask('list those of an unknown role', () => iam.send(new ListAttachedRolePoliciesCommand(unknown)));
  },
};

/** Inline policies of roles. */
export const inlinePolicies: Scenario = {
  name: 'inline policies',
  async ask(ask, { members: [{ iam }] }) {
    const role = { RoleName: 'inline' };
    const put = (PolicyName: string, PolicyDocument: string) => () =>
      iam.send(new PutRolePolicyCommand({ ...role, PolicyName, PolicyDocument }));
    const get = (PolicyName: string) => () => iam.send(new GetRolePolicyCommand({ ...role, PolicyName }));
    const list = () => iam.send(new ListRolePoliciesCommand(role));
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trusting(VENDOR) }));
    await ask('list none', list);
    await ask('put', put('b', allowing(['ec2:Describe*', 'iam:ListAccountAliases'])));
    await ask('put another', put('a', allowing('s3:GetObject', 'arn:aws:s3:::bucket/*')));
    await ask('list both', list);
    await ask('get', get('b'));
    await ask('replace', put('b', allowing('ec2:DescribeVpcs')));
    await ask('get what replaced it', get('b'));
    await ask('get an unknown one', get('none'));
    for (const [what, document] of Object.entries(bad)) {
      await ask(`put one ${what}`, put('c', document));
      await iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName: 'c' })).catch(() => undefined);
    }
    await ask('list the same', list);
    await ask('delete', () => iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName: 'a' })));
    await ask('delete again', () => iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName: 'a' })));
    await ask('list one', list);
    await ask('put one on an unknown role', () =>
      iam.send(new PutRolePolicyCommand({ ...unknown, PolicyName: 'a', PolicyDocument: allowing('ec2:*') })),
    );
    await ask('get one of an unknown role', () =>
      iam.send(new GetRolePolicyCommand({ ...unknown, PolicyName: 'a' })),
    );
    await ask('list those of an unknown role', () => iam.send(new ListRolePoliciesCommand(unknown)));
  },
};
