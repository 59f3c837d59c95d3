import * as v from 'valibot';
import { RoleNotAssumableYetError, UntrustedPrincipalError } from '../../lib/errors.ts';
import { accepting, parseAnswer, report } from '../../lib/http/answer.ts';
import { type HttpRequest, send } from '../../lib/http/send.ts';
import { RoleRequest } from '../../lib/role/request.ts';
import { isRoleIn, roleArn } from '../../lib/role/spec.ts';
import type { Adapter } from '../../lib/vendors/adapter.ts';
import { authorized } from '../../lib/vendors/authorized.ts';
import { Credential, credentials } from '../../lib/vendors/credentials.ts';
import { ApiUrl, Settings } from '../../lib/vendors/settings.ts';
import type { Listed, VendorDefinition } from '../../lib/vendors/vendor.ts';

const Credentials = credentials({ token: Credential });
const Entry = v.object({
  accountId: v.string(),
  id: v.string(),
  status: v.string(),
  roleArn: v.string(),
});
const NAME = 'fixture';
const FixtureSettings = v.strictObject({
  ...Settings.entries,
  url: v.optional(ApiUrl, 'https://fixture.example.com'),
});
type Settled = v.InferOutput<typeof FixtureSettings>;
type Secret = v.InferOutput<typeof Credentials>;
/** What is in both registries of vendors. */
export type Fixture<S = unknown, C = unknown> = VendorDefinition<S, C> & Adapter<S, C>;
const accepted = accepting(() => undefined);

/** A vendor that exists in tests only, as small as a vendor can be. */
export const fixture = fixtureMasking((token) => [token]);

/** The same, with other secrets to be masked in errors. */
export function fixtureMasking(masked: (token: string) => string[]): Fixture<Settled, Secret> {
  const definition: Fixture<Settled, Secret> = {
    Settings: FixtureSettings,
    Credentials,
    given: () => ({ name: NAME, managedPolicies: ['SecurityAudit'], inlinePolicies: [] }),
    role({ partition }, { principal, externalId }, { settings, rolePath: path }) {
      const tried = 'learn from the vendor which principal to trust';
      if (principal.split(':')[4] !== settings.trustedAccountId)
        throw new UntrustedPrincipalError({
          tried,
          answered: `${principal}, not of ${settings.trustedAccountId}`,
        });
      return {
        ...{ path, externalId, name: NAME, trustedPrincipal: principal },
        description: 'Lets the vendor of the tests read.',
        maxSessionSeconds: 3600,
        managedPolicyArns: [`arn:${partition}:iam::aws:policy/SecurityAudit`],
        inlinePolicies: {},
      };
    },
    create(source, { answerWithinSeconds, log, ...allowed }) {
      const request = (method: HttpRequest['method'], pathname: string, json?: object) =>
        authorized(source, ({ token }) =>
          send(
            { vendor: 'Fixture', answerWithinSeconds },
            {
              ...{ method, json, url: new URL(pathname, allowed.settings.url), secrets: masked(token) },
              headers: { Authorization: `Bearer ${token}` },
            },
          ),
        );
      const listed = (entry: v.InferOutput<typeof Entry>): Listed => ({
        ...{ accountId: entry.accountId, id: entry.id, status: entry.status, detail: entry.roleArn },
        standing: isRoleIn(entry.roleArn, entry.accountId, { path: allowed.rolePath, name: NAME })
          ? 'ours'
          : 'elsewhere',
      });
      const list = async () => parseAnswer(v.array(Entry), accepted(await request('GET', '/accounts')));
      return {
        async known(account) {
          const asked = parseAnswer(
            RoleRequest,
            accepted(await request('GET', `/accounts/${account.id}/trust`)),
          );
          const entry = (await list()).find(({ accountId }) => accountId === account.id);
          return entry === undefined
            ? { standing: 'unknown', request: asked }
            : { ...listed(entry), request: asked };
        },
        async prepare(account, { request: asked = { principal: '', externalId: '' } }) {
          definition.role(account, asked, allowed);
          return { request: asked };
        },
        async foresee(account, { standing, request: asked = { principal: '', externalId: '' } }) {
          definition.role(account, asked, allowed);
          return { request: asked, decisions: [standing === 'ours' ? 'already registered' : 'registered'] };
        },
        async register(account, asked) {
          const isKnown = (await list()).some(({ accountId }) => accountId === account.id);
          const arn = roleArn(account, definition.role(account, asked, allowed));
          const answer = await request('PATCH', `/accounts/${account.id}`, {
            roleArn: arn,
            name: account.name,
          });
          if (answer.status === 422) throw new RoleNotAssumableYetError(report(answer));
          const { accountId, id, status } = parseAnswer(Entry, accepted(answer));
          log(isKnown ? 'already registered' : 'registered', { registrationId: id });
          return { accountId, id, status };
        },
        async *registrations() {
          for (const entry of await list()) yield listed(entry);
        },
        registrationsOf: async (id) => (await list()).filter(({ accountId }) => accountId === id).map(listed),
        async deregister({ accountId }) {
          const answer = await request('DELETE', `/accounts/${accountId}`);
          if (answer.status !== 404) parseAnswer(Entry, accepted(answer));
        },
      };
    },
  };
  return definition;
}
