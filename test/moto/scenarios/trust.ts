import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { trusting, VENDOR } from './documents.ts';

const statement = { Effect: 'Allow', Principal: { AWS: VENDOR }, Action: 'sts:AssumeRole' };
const policy = (Statement: unknown, Version = '2012-10-17') => JSON.stringify({ Version, Statement });

/** Trust policies that roles may have. */
const good = (own: string): Record<string, string> => ({
  'of an account root': trusting(VENDOR),
  'of an account id': trusting('968898580625'),
  'of a role': trusting(`arn:aws:iam::${own}:role/trusted`),
  'of two accounts': trusting([VENDOR, 'arn:aws:iam::292230061137:root']),
  'of everybody': trusting('*', 'f1e2d3c4'),
  'with an external id': trusting(VENDOR, 'f1e2d3c4'),
  'with white space': JSON.stringify(JSON.parse(trusting(VENDOR)), undefined, 2),
  'of one statement outside a list': policy(statement),
  'with a statement id': policy([{ Sid: 'Vendor', ...statement }]),
  'of a service': policy([{ ...statement, Principal: { Service: 'ec2.amazonaws.com' } }]),
});

/** What is no trust policy. */
const bad = (own: string): Record<string, string> => ({
  'of a role that does not exist': trusting(`arn:aws:iam::${own}:role/none`),
  'that is not JSON': '{"Version"',
  'that is empty': '{}',
  'without a principal': policy([{ Effect: 'Allow', Action: 'sts:AssumeRole' }]),
  'with a resource': policy([{ ...statement, Resource: '*' }]),
  'with another action': policy([{ ...statement, Action: 'ec2:*' }]),
  'without an action': policy([{ Effect: 'Allow', Principal: { AWS: VENDOR } }]),
  'with an unknown effect': policy([{ ...statement, Effect: 'Permit' }]),
  'with an unknown version': policy([statement], '2020-01-01'),
  'without statements': policy([]),
  'of more than 2,048 characters': trusting(VENDOR, 'x'.repeat(2048)),
});

/** What roles may be created with and updated to, and show then. */
export const trust: Scenario = {
  name: 'trust policies',
  async ask(ask, { members: [{ iam }], ids: [own] }) {
    const RoleName = 'trusting';
    const create = (name: string, document: string) =>
      ask(name, () => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document })));
    const update = (name: string, PolicyDocument: string) =>
      ask(name, () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })));
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName })).catch(() => undefined);
    await iam.send(
      new CreateRoleCommand({ RoleName: 'trusted', AssumeRolePolicyDocument: trusting(VENDOR) }),
    );
    for (const [what, document] of Object.entries(good(own))) {
      await create(`create a role with a trust ${what}`, document);
      await ask(`read a trust ${what}`, () => iam.send(new GetRoleCommand({ RoleName })));
      await update(`update a role to a trust ${what}`, document);
      await remove();
    }
    for (const [what, document] of Object.entries(bad(own))) {
      await create(`create a role with a trust ${what}`, document);
      await remove();
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(VENDOR) }));
      await update(`update a role to a trust ${what}`, document);
      await remove();
    }
    await iam.send(new DeleteRoleCommand({ RoleName: 'trusted' }));
  },
};
