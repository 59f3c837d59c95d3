import type { ChildProcess } from 'node:child_process';
import { anyPorts, controlsOf, ended, operator, world } from './command.ts';

let child: ChildProcess;
let controls: string;
beforeAll(async () => {
  child = world(anyPorts);
  controls = await controlsOf(child);
}, 60_000);
afterAll(() => child.kill());

/** What the doctor says while AWS answers calls as given, by their names. */
async function doctor(answers: Record<string, { status: number; body: object }>) {
  const faults = Object.entries(answers).map(([call, { status, body }]) => ({
    ...{ to: 'aws', call, answer: { status, body: JSON.stringify(body) } },
  }));
  await fetch(`${controls}/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  const { code, stdout, stderr } = await ended(operator(['doctor', '--world', controls]));
  expect(stderr).toBe('');
  return { code, lines: stdout.split('\n') };
}

const rule = (State: string) => ({
  'events:ListRules': { status: 200, body: { Rules: [{ Name: 'rollcall-local-account-created', State }] } },
});
const limit = (ConcurrentExecutions: number) => ({
  '^lambda:': { status: 200, body: { AccountLimit: { ConcurrentExecutions } } },
});
const missing = {
  'secretsmanager:DescribeSecret': {
    status: 400,
    body: {
      __type: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    },
  },
};
const denied = {
  'states:DescribeStateMachine': {
    status: 400,
    body: { __type: 'AccessDeniedException', message: 'not authorized' },
  },
};

describe('rollcall doctor', () => {
  it.each([
    {
      what: 'no roll call',
      answers: {},
      says: ['✘ last roll call: The specified key does not exist.', 'rollcall roll-call --dry-run --world'],
    },
    {
      what: 'a rule that is disabled, and few concurrent executions',
      answers: { ...rule('DISABLED'), ...limit(5) },
      says: [
        ...['✘ rules: account-created is not enabled', '✘ concurrency of Lambda: 5; 10 are enough'],
        'aws events enable-rule --region us-east-1 --name rollcall-local-account-created',
        'aws service-quotas request-service-quota-increase --region us-east-1 --service-code lambda',
      ],
    },
    {
      what: 'a secret that does not exist',
      answers: missing,
      says: [
        '✘ secret rollcall/cloudcraft: Secrets Manager',
        'aws secretsmanager create-secret --region us-east-1 --name rollcall/cloudcraft --secret-string file://cloudcraft.json',
      ],
    },
    {
      what: 'what the credentials do not show',
      answers: denied,
      says: ['? rollcall-local-enroll-account: cannot be read: not authorized'],
    },
  ])('names $what, and what fixes it', async ({ answers, says }) => {
    const { code, lines } = await doctor(answers);
    expect(code).toBe(1);
    for (const text of says) expect(lines).toContainEqual(expect.stringContaining(text));
  });

  it('says that all is well after a roll call', async () => {
    await ended(operator(['roll-call', '--dry-run', '--world', controls]));
    const { code, lines } = await doctor({ ...rule('ENABLED'), ...limit(1000) });
    expect(code).toBe(0);
    expect(lines.filter((line) => /^[✘?]/.test(line))).toEqual([]);
    expect(lines).toContain('✔ rules: account-created enabled');
    expect(lines).toContain('✔ secret rollcall/crowdstrike: exists; its value was not read');
  });
});
