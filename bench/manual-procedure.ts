import { parseArgs } from 'node:util';
import { ASSUME, type Step, stepsByHand } from './by-hand.ts';
import type { Case, Result } from './result.ts';
import { DIRECT, type Simulated, simulate } from './simulate.ts';

/** How long IAM may take to make a new role known, in seconds. */
const PROPAGATION = 10;

/**
 * The documented procedures of both vendors for the second of two accounts, beside an enrollment: the steps by hand, their
 * calls, and how long these take.
 */
export async function manualProcedure(args: string[]): Promise<Result> {
  parseArgs({ args });
  const cases: Case[] = [
    { name: 'Cloudcraft', values: await byHand(['cloudcraft']) },
    { name: 'CrowdStrike', values: await byHand(['crowdstrike']) },
    { name: 'both', values: await byHand(['cloudcraft', 'crowdstrike']) },
    { name: 'Rollcall', values: await enrolled() },
  ];
  return { cases, goals: [], note: NOTE };
}

const LATE = `role known ${PROPAGATION} s later`;
const NOTE =
  'No time of a person is in it: how long one reads, copies and types was not measured. Cloudcraft refuses a role that cannot be assumed yet, and CrowdStrike registers it unseen; its document checks nothing. The stack of CrowdStrike is taken to make two calls, and no time of CloudFormation.';

async function byHand(vendors: Vendor[]): Promise<Case['values']> {
  const measured = await simulate(async ({ world }) => {
    const steps = stepsOf(world, vendors);
    const [first, second] = ['First', 'Second'].map((name) => world.aws.createAccount({ name }).id);
    await perform(steps, first);
    const repeated = steps.filter(({ eachAccount }) => eachAccount);
    world.network.calls.length = 0;
    const start = Date.now();
    await perform(repeated, second);
    const seconds = (Date.now() - start) / 1000;
    return {
      'steps, first account': steps.length,
      'steps, further account': repeated.length,
      'values copied': repeated.reduce((sum, { copied }) => sum + copied, 0),
      ...callsOf(world, repeated.filter(({ name }) => name === ASSUME).length),
      'time of its calls, s': seconds,
      'steps, 1,000 accounts': steps.length + 999 * repeated.length,
      'calls of 1,000 accounts, s': 1000 * seconds,
    };
  });
  const late = await simulate(async ({ world }) => {
    world.switches.aws.roleNotAssumableSeconds = PROPAGATION;
    const { id } = world.aws.createAccount({ name: 'Late' });
    const refused = await perform(stepsOf(world, vendors), id).catch((error: unknown) => error);
    return refused === undefined ? 'registered' : 'refused';
  });
  return { ...measured, [LATE]: late };
}

type Vendor = keyof ReturnType<typeof stepsByHand>;

/** Each step once: one session in an account is enough for both. */
function stepsOf(world: Simulated['world'], vendors: Vendor[]): Step[] {
  const steps = stepsByHand(world);
  return [...new Set(vendors.flatMap((vendor) => steps[vendor]))];
}

async function perform(steps: Step[], accountId = ''): Promise<void> {
  for (const { run } of steps) await run(accountId);
}

/** The same of an enrollment, which an event starts, with functions that are warm. */
async function enrolled(): Promise<Case['values']> {
  const enroll = async ({ world, engine }: Simulated) => {
    const { id: accountId } = world.aws.createAccount({ name: 'Account' });
    world.network.calls.length = 0;
    const start = Date.now();
    const { status } = await engine.run('enroll-account', { accountId });
    return { seconds: (Date.now() - start) / 1000, status };
  };
  const measured = await simulate(async (simulated) => {
    for (let before = 0; before < 4; before++) await enroll(simulated);
    await new Promise((over) => setTimeout(over, 20_000));
    const { seconds } = await enroll(simulated);
    const none = ['steps, first account', 'steps, further account', 'values copied'];
    return {
      ...Object.fromEntries([...none, 'steps, 1,000 accounts'].map((name) => [name, 0])),
      ...callsOf(simulated.world, ownSessions(simulated.world)),
      'time of its calls, s': seconds,
    };
  }, DIRECT);
  const late = await simulate((simulated) => {
    simulated.world.switches.aws.roleNotAssumableSeconds = PROPAGATION;
    return enroll(simulated);
  }, DIRECT);
  return { ...measured, [LATE]: late.status === 'SUCCEEDED' ? 'registered' : late.status };
}

/** The calls, with so many sessions in the account: the others are the vendors' own. */
const callsOf = ({ network: { calls } }: Simulated['world'], sessions: number): Case['values'] => {
  const aws = calls.filter(({ to, name }) => to === 'aws' && name !== SESSION);
  return {
    'calls of AWS': aws.length + sessions,
    'calls of the vendors': calls.filter(({ to }) => to !== 'aws').length,
  };
};

const SESSION = 'sts:AssumeRole';

const ownSessions = ({ network: { calls } }: Simulated['world']) =>
  calls.filter(({ name, from }) => name === SESSION && from !== undefined).length;
