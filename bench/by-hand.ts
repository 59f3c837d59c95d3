import { AttachRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { World } from '../emulators/world.ts';
import { call, clientIn, createRole } from './hand-calls.ts';

/** What a person types or clicks for one vendor. */
export interface Step {
  name: string;
  /** Or once for all accounts. */
  eachAccount: boolean;
  /** Values that the person takes from an earlier answer, or from the list of accounts. */
  copied: number;
  /** Makes its calls. @throws {Error} one was refused; no document says what to do then */
  run(accountId: string): Promise<void>;
}

/** The name of the step that gives the shell credentials of the account. */
export const ASSUME = 'aws sts assume-role';

const Parameters = v.object({ accountId: v.string(), externalId: v.string() });
const Token = v.object({ access_token: v.string() });
const Registered = v.object({
  resources: v.pipe(
    v.array(v.object({ intermediate_role_arn: v.string(), external_id: v.string() })),
    v.length(1),
  ),
});

/**
 * The steps of both vendors' documents. Two are in neither: Cloudcraft's takes it that the shell has credentials of the
 * account, and CrowdStrike's ends with an answer whose `cloudformation_url` creates the role. Source: Cloudcraft, "Add AWS
 * accounts via the Cloudcraft API"; CrowdStrike, "AWS Account Registration via API".
 */
export function stepsByHand(world: World): { cloudcraft: Step[]; crowdstrike: Step[] } {
  const { cloudcraft, crowdstrike, secrets } = world;
  const { apiKey = '' } = secrets['rollcall/cloudcraft'];
  const { clientId = '', clientSecret = '' } = secrets['rollcall/crowdstrike'];
  let parameters: v.InferOutput<typeof Parameters> = { accountId: '', externalId: '' };
  let registered = { intermediate_role_arn: '', external_id: '' };
  let [token, iam] = ['', new IAMClient()];
  const assume: Step = {
    ...{ name: ASSUME, eachAccount: true, copied: 1 },
    async run(accountId) {
      iam = await clientIn(world, accountId);
    },
  };
  return {
    cloudcraft: [
      {
        ...{ name: 'curl …/aws/account/iamParameters', eachAccount: false, copied: 0 },
        async run() {
          const answer = await call(`${cloudcraft.url}/aws/account/iamParameters`, { token: apiKey });
          parameters = v.parse(Parameters, answer);
        },
      },
      assume,
      {
        ...{ name: 'aws iam create-role', eachAccount: true, copied: 2 },
        run: () =>
          createRole(iam, 'cloudcraft', {
            principal: `arn:aws:iam::${parameters.accountId}:root`,
            externalId: parameters.externalId,
          }),
      },
      {
        ...{ name: 'aws iam attach-role-policy', eachAccount: true, copied: 0 },
        async run() {
          const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
          await iam.send(new AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn }));
        },
      },
      {
        ...{ name: 'curl …/aws/account', eachAccount: true, copied: 2 },
        async run(id) {
          const json = { name: id, roleArn: `arn:aws:iam::${id}:role/cloudcraft`, region: 'us-east-1' };
          await call(`${cloudcraft.url}/aws/account`, { token: apiKey, json });
        },
      },
    ],
    crowdstrike: [
      {
        ...{ name: 'curl …/oauth2/token', eachAccount: false, copied: 2 },
        async run() {
          const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
          token = v.parse(Token, await call(`${crowdstrike.url}/oauth2/token`, { form })).access_token;
        },
      },
      {
        ...{ name: 'curl …/cloud-connect-aws/entities/account/v2', eachAccount: true, copied: 2 },
        async run(id) {
          const iam_role_arn = `arn:aws:iam::${id}:role/${ROLE}`;
          const resource = { account_id: id, account_type: 'commercial', iam_role_arn, is_master: false };
          const request = { token, json: { resources: [resource] } };
          const url = `${crowdstrike.url}/cloud-connect-aws/entities/account/v2`;
          const { resources } = v.parse(Registered, await call(url, request));
          registered = resources[0] ?? registered;
        },
      },
      assume,
      {
        ...{ name: 'the stack of its cloudformation_url', eachAccount: true, copied: 0 },
        async run() {
          const { intermediate_role_arn: principal, external_id: externalId } = registered;
          await createRole(iam, ROLE, { principal, externalId });
          const Statement = { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' };
          const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
          const policy = { RoleName: ROLE, PolicyName: 'read', PolicyDocument };
          await iam.send(new PutRolePolicyCommand(policy));
        },
      },
    ],
  };
}

const ROLE = 'my-custom-role';
