import { openSession } from '../../../emulators/aws/session.ts';
import { readTrust } from '../../../emulators/aws/trust-policy.ts';
import { policy, type Row, rows } from './evaluation-rows.ts';
import { management, member, start } from './start.ts';

const UNIT = 'ou-exam-12345678';

/** What AWS answers to the request of a row: undefined where it is allowed. */
async function answerTo(row: Row): Promise<string | undefined> {
  const { aws, account, switches } = await start();
  if (account.membership !== undefined) account.membership.units = [UNIT];
  const { root, unit, account: own } = row.control ?? {};
  switches.controlPoliciesOf = Object.fromEntries(
    Object.entries({ 'r-exam': root, [UNIT]: unit, [member]: own }).flatMap(([id, statements]) =>
      statements === undefined ? [] : [[id, statements.length === 0 ? [] : [policy(statements)]]],
    ),
  );
  if (row.resourceControl !== undefined) switches.resourceControlPolicies = [policy(row.resourceControl)];
  const askerAccount = row.asks === 'management' ? management : member;
  const kind = row.asks === 'user' ? 'user' : 'role';
  const policies = row.identity === undefined ? {} : { policies: [policy(row.identity)] };
  const { accessKeyId: ownKey } = aws.addPrincipal({
    arn: `arn:aws:iam::${askerAccount}:${kind}/asker`,
    ...policies,
  });
  const asker = aws.state.accounts.get(askerAccount)?.roles.get('asker');
  if (asker !== undefined) {
    asker.tags = new Map(Object.entries(row.roleTags ?? {}));
    if (row.boundary !== undefined) asker.boundary = `arn:aws:iam::aws:policy/${row.boundary}`;
  }
  const accessKeyId =
    asker === undefined
      ? ownKey
      : openSession(aws.state, asker, {
          ...{ name: 'tests', seconds: 900 },
          policies: row.session && [policy(row.session)],
          tags: new Map(Object.entries(row.sessionTags ?? {})),
        }).accessKeyId;
  const resource = `arn:aws:iam::${member}:role/assumable`;
  aws.addPrincipal({ arn: resource });
  const assumable = account.roles.get('assumable');
  assumable?.tags.set('purpose', 'audit');
  if (row.trust !== undefined)
    Object.assign(assumable ?? {}, { trust: readTrust(aws.state, JSON.stringify(policy([row.trust]))) });
  const asking = { accessKeyId, region: 'us-east-1' };
  const keys = { 'sts:ExternalId': row.externalId };
  return row.trust === undefined
    ? aws.refusal(asking, { action: row.action ?? 'iam:GetRole', resource: '*' })
    : aws.refusal(asking, { action: 'sts:AssumeRole', resource, keys });
}

describe('a request is', () => {
  it.each(rows.map((row) => [row.allowed ? 'allowed' : 'denied', row.does, row.source, row] as const))(
    '%s: %s (%s)',
    async (_, _does, _source, row) => {
      const answer = await answerTo(row);
      if (row.allowed) expect(answer).toBeUndefined();
      else expect(answer).toMatch(/is not authorized to perform/);
    },
  );

  it('asked of in at least 64 ways', () => {
    expect(rows.length).toBeGreaterThanOrEqual(64);
  });
});
