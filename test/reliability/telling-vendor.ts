import fc from 'fast-check';
import { captureLogs, type LogLine } from '../../emulators/engine/logs.ts';
import { asSent } from '../functions/invoke.ts';
import { request } from '../lib/role-builder.ts';
import { ACCOUNT, type Scene, scene } from '../scene.ts';
import type { tellingAnswer } from './planted.ts';

type Answer = typeof tellingAnswer extends fc.Arbitrary<infer Generated> ? Generated : never;

/** A function's conversation with a vendor: which of its calls get the answer that repeats a secret. */
const conversations = [
  { vendor: 'cloudcraft', call: '^(GET|POST|PUT) /aws', secret: 'apiKey' },
  { vendor: 'crowdstrike', call: 'account/v', secret: 'clientSecret' },
  { vendor: 'crowdstrike', call: 'account/v', secret: 'token' },
  { vendor: 'crowdstrike', call: 'oauth2', secret: 'clientSecret' },
] as const;
type Conversation = (typeof conversations)[number] & { function: string };

/** Any of them, of either function that talks to vendors. */
export const conversation: fc.Arbitrary<Conversation> = fc
  .record({
    conversation: fc.constantFrom(...conversations),
    function: fc.constantFrom('prepareRegistration', 'registerAccount'),
  })
  .map(({ conversation: each, ...rest }) => ({ ...each, ...rest }));

/** A world whose vendors repeat secrets in their answers. */
export async function openTellingWorld() {
  const stage = await scene({
    switches: { cloudcraft: { rateLimit: 'off' }, crowdstrike: { rateLimit: null, tokenRateLimit: null } },
  });
  return {
    /** What a function gives, logs and fails with when a vendor repeats a secret, and that secret. */
    hear: async (to: Conversation, answer: Answer) => {
      const invoke = invoker(stage, to);
      // A function that was just started asks for a token; by its next invocation it knows one.
      stage.engine.lambda.restart();
      if (to.secret === 'token') await invoke();
      const secret = secretOf(stage, to);
      stage.world.network.faults = [{ to: to.vendor, call: to.call, answer: answer.of(secret) }];
      const record = await invoke();
      stage.world.network.faults = [];
      return { secret, record };
    },
  };
}

const PLAIN = { adopt: false, dryRun: false, notListedAt: '-', roleChange: 'created' };

const invoker =
  ({ engine }: Scene, { function: key, vendor }: Conversation) =>
  async () => {
    const logs: LogLine[] = [];
    const release = captureLogs((line) => logs.push(line));
    const account = { id: ACCOUNT, name: 'Sandbox', partition: 'aws' };
    const input = { execution: 'run-1', vendor, account, request: request(), ...PLAIN };
    const end = await engine.lambda.invoke(...asSent(key, input)).catch(String);
    release();
    return { end, logs };
  };

const secretOf = ({ world: { secrets, crowdstrike } }: Scene, { vendor, secret }: Conversation): string =>
  (secret === 'token' ? crowdstrike.state.tokens.at(-1)?.value : secrets[`rollcall/${vendor}`][secret]) ??
  'none';
