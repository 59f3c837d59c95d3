import fc from 'fast-check';
import * as v from 'valibot';
import { PolicyDocument as Evaluated } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import { captureLogs } from '../../emulators/engine/logs.ts';
import { sessionPolicy } from '../../lib/aws/session-policy.ts';
import { readRequest } from '../../lib/enrollment/event.ts';
import { Plan } from '../../lib/enrollment/plan.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { samePolicy } from '../../lib/role/policy.ts';
import { roleArn } from '../../lib/role/spec.ts';
import { crowdstrikeRecipient } from '../../lib/vendors/crowdstrike/recipient.ts';
import { wanted } from '../lib/role-builder.ts';
import { ACCOUNT, type Scene, scene } from '../scene.ts';
import { anyJson, changedSample, deeplyChangedSample, MANAGEMENT, unknownField } from './inputs.ts';
import { tellingAnswer, tells } from './planted.ts';
import { policy } from './policies.ts';
import { changesOf } from './policy-changes.ts';
import { draws, rewritten } from './policy-rewriting.ts';
import { casesAreStated, holds } from './property.ts';
import { roleName, wantedRole } from './sessions.ts';
import { conversation, openTellingWorld } from './telling-vendor.ts';
import { anyHeader, askedWait, startBusyVendor } from './waits.ts';

/** The paths in an input that an error names; a field that means nothing is the whole input's. */
const named = (message: string) => [
  ...[
    ...message.matchAll(
      /(?:: |; )((?:input|source|account|accountId|vendors|adopt|dryRun|resources|detail)(?:\.\w+)*): /g,
    ),
  ].map(([, path = '']) => path),
  ...(message.includes(': is not a known field') ? ['input'] : []),
];

/** What reading an input ends with: the account's id, or the paths that an InvalidInputError names. */
function read(input: unknown) {
  try {
    const request = readRequest(input);
    expect(request).toMatchObject({
      accountId: expect.stringMatching(/^[0-9]{12}$/),
      adopt: expect.any(Boolean),
    });
    return { accountId: request.accountId };
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    const paths = named(error instanceof Error ? error.message : '');
    expect(paths).not.toEqual([]);
    return { paths };
  }
}

/** Where a change shows elsewhere: what an event is about, and which of two accounts is the member. */
const blamed: Record<string, string> = {
  source: 'detail.eventName',
  'detail.eventName': 'detail.serviceEventDetails',
  account: 'detail',
};

const isWithin = (one: string, other: string) => other === '' || `${one}.`.startsWith(`${other}.`);

describe('an input', () => {
  holds(
    'of any JSON is a request, or is refused by a path in it',
    3000,
    fc.property(anyJson, (input) => void read(input)),
  );

  holds(
    'that differs from a valid one in one place is a request, or is refused by that place',
    3000,
    fc.property(deeplyChangedSample, ({ path, input }) => {
      const changed = path.join('.');
      const { paths } = read(input);
      const fits = (one: string) =>
        one === 'input' ||
        [changed, blamed[changed] ?? changed].some((place) => isWithin(one, place) || isWithin(place, one));
      expect(paths?.some(fits) ?? true).toBe(true);
    }),
  );

  holds(
    'by hand with a field that means nothing is refused, and the field is named',
    500,
    fc.property(unknownField, anyJson, (field, value) => {
      const input = () => readRequest({ accountId: ACCOUNT, vendors: ['cloudcraft'], [field]: value });
      expect(input).toThrow(InvalidInputError);
      expect(input).toThrow(`${field || 'input'}: is not a known field`);
    }),
  );
});

describe('the first state', () => {
  let stage: Promise<Scene> | undefined;
  holds(
    'makes a plan of any input, or refuses it as invalid, or says that the organization has no such account',
    300,
    fc.asyncProperty(
      fc.oneof(
        anyJson,
        changedSample.map(({ input }) => input),
      ),
      async (input) => {
        stage ??= scene();
        const { engine } = await stage;
        const release = captureLogs(() => undefined);
        const end: unknown = await engine.lambda
          .invoke('planEnrollment', { execution: 'run-1', input })
          .catch(({ name }: Error) => name);
        release();
        const { accountId } = read(input);
        const known = accountId !== undefined && [ACCOUNT, MANAGEMENT].includes(accountId);
        const said = typeof end === 'string' ? end : v.parse(Plan, end).account.id;
        // A vendor that is not enabled is refused by the plan.
        if (known) expect([accountId, 'InvalidInputError']).toContain(said);
        else expect(said).toBe(accountId === undefined ? 'InvalidInputError' : 'AccountNotFoundError');
      },
    ),
  );
});

describe('a policy', () => {
  holds(
    'equals itself in every form in which IAM may return it',
    2000,
    fc.property(policy, draws, (document, draw) => {
      const [one, other] = [rewritten(document, draw), rewritten(document, draw)];
      expect([samePolicy(document, one), samePolicy(one, other)]).toEqual([true, true]);
    }),
  );

  holds(
    'differs after any change that matters, in every form',
    2000,
    fc.property(policy, draws, (document, draw) => {
      const changes = changesOf(document);
      const { change, changed } = changes[draw(changes.length)] ?? { change: 'none', changed: document };
      expect([change, samePolicy(document, changed), samePolicy(changed, document)]).toEqual([
        change,
        false,
        false,
      ]);
    }),
  );
});

describe('the trust policy of a role', () => {
  holds(
    'equals itself in every form in which IAM may return it, and never after a change',
    300,
    fc.property(wantedRole, draws, ({ spec }, draw) => {
      const { trust } = wanted({ spec });
      const document = { ...trust, Statement: [trust.Statement].flat() };
      expect(samePolicy(rewritten(document, draw), trust)).toBe(true);
      expect(changesOf(document).filter(({ changed }) => samePolicy(changed, trust))).toEqual([]);
    }),
  );
});

describe('a session policy', () => {
  holds(
    'has at most 2,048 characters and reaches one role, whatever its name and path',
    1000,
    fc.property(wantedRole, roleName, ({ account, spec }, other) => {
      const text = JSON.stringify(sessionPolicy(account, spec));
      expect(text.length).toBeLessThanOrEqual(2048);
      const ask = (name: string) =>
        verdict([v.parse(Evaluated, JSON.parse(text))], {
          action: 'iam:PutRolePolicy',
          resource: roleArn(account, { path: '/any/path/', name }),
          context: new Map(),
        });
      expect(ask(spec.name)).toBe('allowed');
      const others = [other, `${other}${spec.name}`.slice(0, 64), `x${spec.name}`, `${spec.name}x`];
      for (const each of others.filter((one) => one !== spec.name))
        expect(ask(each)).toBe('implicitly denied');
    }),
  );
});

describe('a secret', () => {
  let world: ReturnType<typeof openTellingWorld> | undefined;
  holds(
    'is in nothing that a function gives, logs or fails with, wherever and however a vendor repeats it',
    500,
    fc.asyncProperty(conversation, tellingAnswer, async (to, answer) => {
      world ??= openTellingWorld();
      const { secret, record } = await (await world).hear(to, answer);
      expect(secret.length).toBeGreaterThan(20);
      expect(tells(record, secret) && record).toBe(false);
    }),
  );
});

describe('a wait that a vendor asks for', () => {
  const now = Date.parse('2026-11-20T08:27:14Z');
  const asked = (headers: Record<string, string>) =>
    crowdstrikeRecipient(5).retryAfterSeconds?.(new Headers(headers), now);
  holds(
    'is read from either header in every form',
    500,
    fc.property(askedWait(now), ({ headers, seconds }) => {
      expect(asked(headers)).toBe(seconds);
    }),
  );

  holds(
    'is a number of seconds that is not negative, or none, whatever the header says',
    1000,
    fc.property(anyHeader, (headers) => {
      expect(asked(headers) ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );

  let vendor: Promise<Awaited<ReturnType<typeof startBusyVendor>>> | undefined;
  holds(
    'is never longer than 10 seconds, whatever the header says',
    300,
    fc.asyncProperty(
      fc.oneof(
        anyHeader,
        askedWait(Date.now()).map(({ headers }) => headers),
      ),
      async (headers) => {
        vendor ??= startBusyVendor();
        const ask = await vendor;
        expect(await ask(headers)).toBeLessThanOrEqual(10_000);
      },
    ),
  );
});

casesAreStated();
