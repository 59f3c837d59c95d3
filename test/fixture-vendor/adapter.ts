import * as z from 'zod';
import { RoleNotAssumableYetError, UntrustedPrincipalError } from '../../lib/errors.ts';
import { accepting, parseAnswer, report } from '../../lib/http/answer.ts';
import { type HttpRequest, send } from '../../lib/http/send.ts';
import { roleArn } from '../../lib/role/spec.ts';
import { authorized } from '../../lib/vendors/authorized.ts';
import { Connection, Credential, type VendorDefinition } from '../../lib/vendors/vendor.ts';

const FixtureConnection = Connection.extend({ token: Credential });
const Trust = z.object({ principal: z.string(), externalId: z.string() });
const Entry = z.object({ accountId: z.string(), id: z.string(), status: z.string() });
const accepted = accepting(() => undefined);

/** A vendor that exists in tests only, as small as a vendor can be. */
export const fixture: VendorDefinition<z.infer<typeof FixtureConnection>> = {
  Connection: FixtureConnection,
  create(connection, { rolePath: path, answerWithinSeconds }) {
    const request = (method: HttpRequest['method'], pathname: string, json?: object) =>
      authorized(connection, ({ url, token }) =>
        send(
          { vendor: 'Fixture', answerWithinSeconds },
          {
            ...{ method, json, url: new URL(pathname, url), secrets: [token] },
            headers: { Authorization: `Bearer ${token}` },
          },
        ),
      );
    return {
      async prepare({ id, partition }) {
        const { principal, externalId } = parseAnswer(
          Trust,
          accepted(await request('GET', `/accounts/${id}/trust`)),
        );
        const { trustedAccountId } = await connection.current();
        const tried = 'learn from the vendor which principal to trust';
        if (principal.split(':')[4] !== trustedAccountId)
          throw new UntrustedPrincipalError({ tried, answered: principal });
        return {
          ...{ path, externalId, name: 'fixture', trustedPrincipal: principal },
          description: 'Lets the vendor of the tests read.',
          maxSessionSeconds: 3600,
          managedPolicyArns: [`arn:${partition}:iam::aws:policy/SecurityAudit`],
          inlinePolicies: {},
        };
      },
      async register(account, spec) {
        const body = { roleArn: roleArn(account, spec), name: account.name };
        const answer = await request('PUT', `/accounts/${account.id}`, body);
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
