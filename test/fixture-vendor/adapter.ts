import * as z from 'zod';
import { RoleNotAssumableYetError, UntrustedPrincipalError } from '../../lib/errors.ts';
import { accepting, parseAnswer, report } from '../../lib/http/answer.ts';
import { type HttpRequest, send } from '../../lib/http/send.ts';
import { RoleRequest } from '../../lib/role/request.ts';
import { roleArn } from '../../lib/role/spec.ts';
import { authorized } from '../../lib/vendors/authorized.ts';
import { Credential, credentials } from '../../lib/vendors/credentials.ts';
import { Settings } from '../../lib/vendors/settings.ts';
import type { VendorDefinition } from '../../lib/vendors/vendor.ts';

const Credentials = credentials({ token: Credential });
const Entry = z.object({ accountId: z.string(), id: z.string(), status: z.string() });
const accepted = accepting(() => undefined);

/** A vendor that exists in tests only, as small as a vendor can be. */
export const fixture: VendorDefinition<z.infer<typeof Settings>, z.infer<typeof Credentials>> = {
  Settings,
  Credentials,
  role({ partition }, { principal, externalId }, { settings, rolePath: path }) {
    const tried = 'learn from the vendor which principal to trust';
    if (principal.split(':')[4] !== settings.trustedAccountId)
      throw new UntrustedPrincipalError({ tried, answered: principal });
    return {
      ...{ path, externalId, name: 'fixture', trustedPrincipal: principal },
      description: 'Lets the vendor of the tests read.',
      maxSessionSeconds: 3600,
      managedPolicyArns: [`arn:${partition}:iam::aws:policy/SecurityAudit`],
      inlinePolicies: {},
    };
  },
  create(source, { answerWithinSeconds, ...allowed }) {
    const request = (method: HttpRequest['method'], pathname: string, json?: object) =>
      authorized(source, ({ token }) =>
        send(
          { vendor: 'Fixture', answerWithinSeconds },
          {
            ...{ method, json, url: new URL(pathname, allowed.settings.url), secrets: [token] },
            headers: { Authorization: `Bearer ${token}` },
          },
        ),
      );
    return {
      async prepare(account) {
        const answer = await request('GET', `/accounts/${account.id}/trust`);
        const asked = parseAnswer(RoleRequest, accepted(answer));
        fixture.role(account, asked, allowed);
        return asked;
      },
      async register(account, asked) {
        const arn = roleArn(account, fixture.role(account, asked, allowed));
        const answer = await request('PUT', `/accounts/${account.id}`, { roleArn: arn, name: account.name });
        if (answer.status === 422) throw new RoleNotAssumableYetError(report(answer));
        return parseAnswer(Entry, accepted(answer));
      },
      async *registrations() {
        yield* parseAnswer(z.array(Entry), accepted(await request('GET', '/accounts')));
      },
      async deregister({ id }) {
        const answer = await request('DELETE', `/accounts/${id}`);
        if (answer.status !== 404) accepted(answer);
      },
    };
  },
};
