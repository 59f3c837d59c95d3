import * as v from 'valibot';
import type { VendorRequest } from '../network/vendor-server.ts';
import { NoList } from '../no-list.ts';
import { entriesOf, failed, type Outcome, summary } from './batch.ts';
import type { Answer } from './envelope.ts';
import { type Family, objection, type Wanted } from './family.ts';
import { amend, newRegistration, registrationOf } from './registration.ts';
import type { Falcon, Registration } from './state.ts';

/**
 * `POST` of either family: registers each entry of `resources`. Neither the account nor the role is looked at: the role
 * is created afterwards, from what the answer says (terraform-provider-crowdstrike registers random ids in its tests).
 *
 * @throws FalconRefusal for a body without entries
 */
export const register = (falcon: Falcon, family: Family, request: VendorRequest): Answer =>
  summary(entriesOf(request).map((entry) => registerOne(falcon, family, entry)));

const registerOne = (falcon: Falcon, family: Family, entry: unknown): Outcome => {
  const { success, output: wanted, issues } = v.safeParse(v.pipe(NoList, family.wanted), entry);
  if (!success)
    return failed(falcon.switches.refusals, 400, `invalid ${v.getDotPath(issues[0]) ?? 'resource'}`);
  const { account_id: account } = wanted;
  const reason = objection(wanted, family, falcon);
  if (reason !== undefined) return failed(falcon.switches.refusals, 400, reason, account);
  if (falcon.switches.postAnswers === 'stranger') return stranger(falcon, family, account);
  const known = registrationOf(falcon, family, account);
  if (known !== undefined) return repeat(falcon, { family, known, wanted });
  const registration = newRegistration(falcon, family, wanted);
  falcon.state.registrations.push(registration);
  return { status: 201, resource: family.serialize(registration, falcon) };
};

/**
 * What a registered account is answered is not public. Seen on sister APIs: 409 with the resource, 400 with a message
 * (CrowdStrike/Cloud-AWS, its Control Tower and organization Lambdas).
 */
const repeat = (falcon: Falcon, about: { family: Family; known: Registration; wanted: Wanted }): Outcome => {
  const { family, known, wanted } = about;
  const { duplicates } = falcon.switches;
  if (duplicates === 201) {
    amend(known, wanted);
    return { status: 201, resource: family.serialize(known, falcon) };
  }
  const code = duplicates === 207 ? 409 : duplicates;
  const outcome = failed(duplicates, code, 'account already registered', known.accountId);
  return duplicates === 409 ? { ...outcome, resource: family.serialize(known, falcon) } : outcome;
};

/** A resource that is nobody's business here, beside the error that is. */
const stranger = (falcon: Falcon, family: Family, account: string): Outcome => {
  const other = account === '999999999999' ? '999999999998' : '999999999999';
  const registration = newRegistration(falcon, family, { account_id: other });
  return {
    ...failed(207, 500, 'failed to register account', account),
    resource: family.serialize(registration, falcon),
  };
};
