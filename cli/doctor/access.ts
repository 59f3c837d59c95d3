import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { plural } from '../../lib/coverage/amount.ts';
import type { RollMember } from '../../lib/coverage/roll.ts';
import { parseJson } from '../../lib/parse.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** So many accounts are tried, evenly spread over the list. */
const SAMPLE = 5;

/** What the function answers: the access role, or why there is none. */
const Confirmed = v.union(
  [v.object({ role: v.string() }), v.object({ errorType: v.string(), errorMessage: v.string() })],
  'ConfirmAccess answered neither a role nor an error',
);

/**
 * Whether an access role can be assumed in some accounts. `RollcallAccess` trusts only Rollcall's own functions, so the
 * function ConfirmAccess tries it: it assumes the role, asks who it is, and writes nothing.
 */
export async function access({ target, region, scope, managementAccountId }: Subject): Promise<string> {
  const accounts = await scope();
  const size = Math.min(SAMPLE, accounts.length);
  if (size === 0) return 'no account is to be enrolled yet';
  const sample = accounts.filter((_, index) => (index * size) % accounts.length < size);
  const client = new LambdaClient(target.configuration);
  const tried = await Promise.all(
    sample.map(async (member) => ({ member, answer: await confirm(client, target.stack, member) })),
  );
  const refused = tried.flatMap(({ member, answer }) =>
    'errorType' in answer ? [{ member, refusal: `${answer.errorType} ${answer.errorMessage}` }] : [],
  );
  const [first] = refused;
  if (first !== undefined) {
    const ids = refused.map(({ member }) => member.account.id);
    const found = `${ids.length} of ${size} sampled accounts cannot be accessed (${ids.join(', ')}): ${inShort(first.refusal)}`;
    const elsewhere = await managementAccountId();
    const profile = elsewhere === '' ? '' : ` --profile <profile of the account ${elsewhere}>`;
    const fix = fixOf(first.refusal, { region, members: refused.map(({ member }) => member) });
    throw new Problem(found, `${fix}${profile}`);
  }
  const roles = new Set(tried.flatMap(({ answer }) => ('role' in answer ? [answer.role] : [])));
  const ids = sample.map(({ account }) => account.id);
  return `${[...roles].join(', ')} in all of the ${size} tried of ${plural(accounts.length, 'account')}: ${ids.join(', ')}`;
}

async function confirm(client: LambdaClient, stack: string, { account }: RollMember) {
  const Payload = JSON.stringify({ execution: 'rollcall-doctor', account });
  const answer = await client.send(new InvokeCommand({ FunctionName: `${stack}-confirmAccess`, Payload }));
  return v.parse(Confirmed, parseJson(answer.Payload?.transformToString() ?? ''));
}

/** Of STS's answers for each role only one that a policy explains. */
function inShort(refusal: string): string {
  const [policy] = /with an explicit deny[^;.]*/i.exec(refusal) ?? [];
  return refusal.replace(
    /: AccessDenied .*?(?=\. Next: )/s,
    policy === undefined ? '' : `, refused ${policy}`,
  );
}

/** The StackSet of docs/operations/rollcall-access.md; of a Deny, the policies that may hold it. */
function fixOf(refusal: string, { region, members }: { region: string; members: RollMember[] }): string {
  if (/explicit deny/i.test(refusal))
    return `aws organizations list-policies --filter ${/resource control/i.test(refusal) ? 'RESOURCE' : 'SERVICE'}_CONTROL_POLICY`;
  const ids = members.map(({ account }) => account.id).join(',');
  const root = members[0]?.units[0] ?? '<root>';
  return `aws cloudformation create-stack-instances --region ${region} --stack-set-name rollcall-access --regions ${region} --deployment-targets OrganizationalUnitIds=${root},Accounts=${ids},AccountFilterType=INTERSECTION`;
}
