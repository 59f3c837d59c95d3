import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Execution } from '../../emulators/engine/engine.ts';
import { listen } from '../../emulators/network/listen.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import type { World } from '../../emulators/world.ts';
import { type Scene, scene } from '../scene.ts';

/** What opens a vendor: Cloudcraft's key, the secret of CrowdStrike's client, the tokens issued for it. */
const secretsOf = ({ secrets, crowdstrike }: World) => [
  secrets['rollcall/cloudcraft']['apiKey'] ?? 'missing',
  secrets['rollcall/crowdstrike']['clientSecret'] ?? 'missing',
  ...crowdstrike.state.tokens.map(({ value }) => value),
];

/** How many of the secrets appear in state inputs, outputs, errors and log lines, also behind JSON's escapes. */
const leaks = (executions: Execution[], secrets: string[]) => {
  const record = JSON.stringify(executions).replaceAll('\\', '');
  return secrets.filter((secret) => record.includes(secret)).length;
};

const putSecret = ({ world }: Scene, vendor: string, value: string) =>
  world.aws.state.accounts
    .get('111122223333')
    ?.secrets.get(`us-east-1/rollcall/${vendor}`)
    ?.versions.push({ id: 'new', value, createdAt: new Date() });

describe('a secret', () => {
  it.each(['d4c', 'cloud-security'] as const)(
    'appears nowhere in a successful execution, with the family %s',
    async (apiFamily) => {
      const { world, enroll } = await scene({ apiFamily });
      const executions = [await enroll(), await enroll()];
      expect(secretsOf(world).length).toBeGreaterThan(2);
      expect(leaks(executions, secretsOf(world))).toBe(0);
    },
  );

  it.each([200, 201, 207, 400, 401, 403, 404, 429, 500])(
    'appears nowhere when a vendor repeats all that it was sent in an answer %i',
    async (status) => {
      const echo = await startEcho(status);
      const played = await scene();
      for (const vendor of vendorNames()) {
        const { settings } = played.world[vendor];
        process.env[vendor.toUpperCase()] = JSON.stringify({ ...settings, url: echo.url });
      }
      const execution = await played.enroll();
      await echo.close();
      expect(execution.status).toBe('FAILED');
      expect(echo.tokens).toBeGreaterThan(0);
      expect(leaks([execution], [...secretsOf(played.world), 'issued-token'])).toBe(0);
    },
  );

  it.each([
    { fault: 'is not a string', body: { access_token: ['planted'] }, error: 'VendorResponseError' },
    {
      fault: 'is missing',
      body: { access_token: 'planted', expires_in: 'planted' },
      error: 'VendorRejectedError',
    },
  ])('that is a token and $fault appears nowhere', async ({ body, error }) => {
    const { world, enroll } = await scene();
    world.network.faults = [
      { to: 'crowdstrike', call: 'oauth2', answer: { status: 201, headers: {}, body: JSON.stringify(body) } },
    ];
    const execution = await enroll();
    expect(execution.cause).toContain(error);
    expect(leaks([execution], ['planted'])).toBe(0);
  });

  it('of a malformed kind is named by its field and never shown', async () => {
    const played = await scene();
    putSecret(played, 'cloudcraft', '{"apiKey":"planted","url":"ftp://planted"}');
    putSecret(played, 'crowdstrike', 'planted, not JSON');
    const execution = await played.enroll();
    for (const words of [
      'InvalidConfigurationError',
      'apiKey: expected',
      'has a field besides apiKey',
      'rollcall/crowdstrike',
    ])
      expect(execution.cause).toContain(words);
    expect(leaks([execution], ['planted'])).toBe(0);
  });
});

/** A vendor that says everything it hears in body, keys and headers; only tokens it issues as it should. */
async function startEcho(status: number) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  let tokens = 0;
  app.all('*', async (c) => {
    const heard = `${await c.req.text()} ${c.req.header('authorization') ?? ''}`;
    if (c.req.path === '/oauth2/token' && status !== 401) {
      tokens += 1;
      return c.json({ access_token: 'issued-token', expires_in: 1799, said: heard }, 201);
    }
    tokens += 1;
    const body = JSON.stringify({
      error: heard,
      errors: [{ message: heard }],
      [heard]: heard,
      resources: [heard, { account_id: '444455556666', ID: heard, [heard]: 1 }],
    });
    return new Response(body, {
      status,
      headers: { 'content-type': 'application/json', 'x-cs-traceid': heard, 'retry-after': '60' },
    });
  });
  const { url, close } = await listen(app);
  return {
    url,
    close,
    get tokens() {
      return tokens;
    },
  };
}
