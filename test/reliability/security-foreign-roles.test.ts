import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { administrator } from '../lib/aws/member.ts';
import { ENABLED, type Scene } from '../scene.ts';
import { type Attack, attackable, play, repelledWith } from './attack.ts';
import { crowdstrikeSays, iamParameters } from './hijacked.ts';
import { tally } from './tally.ts';
import { otherVendor } from './trial.ts';

const { count, isStated } = tally('foreign roles', ['left as they were']);

/** By vendor, the name of its role, and what its API is made to answer about the role. */
const vendors = {
  cloudcraft: {
    RoleName: 'cloudcraft',
    principal: 'arn:aws:iam::968898580625:root',
    externalId: 'f1e2d3c4-b5a6-4978-8766-554433221100',
    faults: iamParameters({}),
  },
  crowdstrike: {
    RoleName: 'CrowdStrikeCSPMReader',
    principal: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
    externalId: 'f1e2d3c4b5a697887766554433221100',
    faults: crowdstrikeSays({ family: 'd4c', method: 'GET' }, () => ({})),
  },
};

type Wanted = (typeof vendors)[keyof typeof vendors];

/** A role that somebody else made. */
interface Foreign {
  RoleName?: string;
  Path?: string;
  statements?: object[];
  tags?: Record<string, string>;
}

/** Foreign roles of a vendor's name. */
function foreignRoles(vendor: string, { RoleName, principal, externalId }: Wanted): Record<string, Foreign> {
  const wanted = {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
  const stranger = 'arn:aws:iam::999988887777:root';
  return {
    'that trusts a stranger': { statements: [{ ...wanted, Principal: { AWS: stranger } }] },
    'that trusts everybody with the external id': { statements: [{ ...wanted, Principal: { AWS: '*' } }] },
    'that trusts the vendor without an external id': { statements: [{ ...wanted, Condition: {} }] },
    'that trusts the vendor with another external id': {
      statements: [{ ...wanted, Condition: { StringEquals: { 'sts:ExternalId': 'another' } } }],
    },
    'that trusts the vendor with either of two external ids': {
      statements: [{ ...wanted, Condition: { StringEquals: { 'sts:ExternalId': [externalId, 'another'] } } }],
    },
    'that trusts the vendor and a stranger': {
      statements: [{ ...wanted, Principal: { AWS: [principal, stranger] } }],
    },
    'that trusts the vendor, and in a second statement a service': {
      statements: [
        wanted,
        { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    'that lets the vendor tag its sessions': {
      statements: [{ ...wanted, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
    },
    'that denies the vendor': { statements: [{ ...wanted, Effect: 'Deny' }] },
    "that is the other vendor's": {
      statements: [wanted],
      tags: { 'managed-by': 'rollcall', 'rollcall:vendor': otherVendor(vendor) },
    },
    'that another tool manages': {
      statements: [{ ...wanted, Principal: { AWS: stranger } }],
      tags: { 'managed-by': 'terraform', 'rollcall:vendor': 'x' },
    },
    'that has half of our tags': {
      statements: [{ ...wanted, Principal: { AWS: stranger } }],
      tags: { 'managed-by': 'rollcall' },
    },
    'under another path, with all that ours has': {
      Path: '/another/path/',
      statements: [wanted],
      tags: {
        'managed-by': 'rollcall',
        'rollcall:vendor': vendor,
      },
    },
    'whose name has another case': { RoleName: RoleName.toUpperCase(), statements: [wanted] },
  };
}

/** Makes the role as its owner would, with all that a role can have. */
async function make(
  { world }: Scene,
  account: string,
  { statements, tags = {}, ...role }: Required<Pick<Foreign, 'RoleName'>> & Foreign,
) {
  const iam = administrator(world, account);
  const Tags = Object.entries({ owner: 'somebody', ...tags }).map(([Key, Value]) => ({ Key, Value }));
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await iam.send(
    new CreateRoleCommand({
      ...role,
      AssumeRolePolicyDocument,
      Tags,
      Description: 'Ours',
      MaxSessionDuration: 7200,
    }),
  );
  const { RoleName } = role;
  await iam.send(
    new AttachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  );
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
}

describe.each(ENABLED)("a foreign role of the name of %s's", (vendor) => {
  const { RoleName, faults } = vendors[vendor];
  const attacks = Object.entries(foreignRoles(vendor, vendors[vendor])).map(
    ([what, role]): Attack => ({
      what,
      vendor,
      faults,
      before: (played, account) => make(played, account, { RoleName, ...role }),
    }),
  );
  // The session may not even look at a role of another name, which is all that IAM could show it.
  const isOtherName = ({ what }: Attack) => what.includes('another case');

  it('is never changed, byte for byte, and fails the enrollment with its vendor', async () => {
    const outcomes = await play(await attackable(), attacks);
    expect(outcomes).toEqual(
      attacks.map((attack) =>
        repelledWith(isOtherName(attack) ? 'AccessDeniedError' : 'RoleNotOursError')(attack),
      ),
    );
    count('left as they were', outcomes.length);
  });

  it("is not adopted even with adopt when it has the other vendor's tag, another path or another case", async () => {
    const lasting = attacks
      .filter(({ what }) => /other vendor|another path|another case/.test(what))
      .map((attack) => ({ ...attack, adopt: true }));
    const outcomes = await play(await attackable(), lasting);
    expect(outcomes).toEqual(
      lasting.map((attack) =>
        repelledWith(isOtherName(attack) ? 'AccessDeniedError' : 'RoleNotOursError')(attack),
      ),
    );
    count('left as they were', outcomes.length);
  });
});

isStated();
