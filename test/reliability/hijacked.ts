import type { Attack } from './attack.ts';

const json = { 'content-type': 'application/json' };

/** Cloudcraft's answer about the principal that its role trusts, with other fields. */
export const iamParameters =
  (fields: Record<string, unknown>): NonNullable<Attack['faults']> =>
  () => [
    {
      to: 'cloudcraft',
      call: 'iamParameters$',
      answer: {
        status: 200,
        headers: json,
        body: JSON.stringify({
          accountId: '968898580625',
          externalId: 'f1e2d3c4-b5a6-4978-8766-554433221100',
          ...fields,
        }),
      },
    },
  ];

/** Cloudcraft's list with an entry for our role, which has that external id. */
export const listedWith =
  (externalId: unknown): NonNullable<Attack['faults']> =>
  (account) => {
    const entry = { id: 'a1', name: 'Sandbox', createdAt: '2026-01-01T00:00:00.000Z', externalId };
    const accounts = [{ ...entry, roleArn: `arn:aws:iam::${account}:role/cloudcraft` }];
    const answer = { status: 200, headers: json, body: JSON.stringify({ accounts }) };
    return [{ to: 'cloudcraft', call: '^GET /aws/account$', answer }];
  };

/** What a registration at CrowdStrike says of roles. */
export interface Roles {
  iam_role_arn: unknown;
  intermediate_role_arn: unknown;
  external_id: unknown;
}

/** By which call of which API family CrowdStrike answers. */
export interface Way {
  family: 'd4c' | 'cloud-security';
  method: 'GET' | 'POST';
}

/** CrowdStrike's answer about an account, with other roles. */
export const crowdstrikeSays =
  ({ family, method }: Way, fields: (account: string) => Partial<Roles>): NonNullable<Attack['faults']> =>
  (account) => {
    const roles = {
      iam_role_arn: `arn:aws:iam::${account}:role/CrowdStrikeCSPMReader`,
      intermediate_role_arn: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
      external_id: 'f1e2d3c4b5a697887766554433221100',
      ...fields(account),
    };
    const resource =
      family === 'd4c'
        ? { account_id: account, ID: 1, status: 'x', ...roles }
        : { account_id: account, ID: 1, status: [], resource_metadata: roles };
    const body = JSON.stringify({ meta: {}, errors: [], resources: [resource] });
    return [
      {
        ...{ to: 'crowdstrike', call: `^${method} /cloud` },
        answer: { status: method === 'GET' ? 200 : 201, headers: json, body },
      },
    ];
  };
