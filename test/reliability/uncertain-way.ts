import { newUser } from '../../emulators/cloudcraft/state.ts';
import type { Execution } from '../../emulators/engine/engine.ts';
import { ACCOUNT, type Scene } from '../scene.ts';
import { changeSecret } from './vendor-address.ts';

/** How the behaviour in question is provoked; gives the executions that met it. */
export type Way = (scene: Scene) => Promise<Execution[]>;

const input = { accountId: ACCOUNT };

/** A new account is enrolled. */
export const enrolling: Way = async ({ enroll }) => [await enroll(input)];

/** Two executions find at the same time that an account is not registered with a vendor, and both register it. */
export const racing: Way = async ({ world, enroll }) => {
  const call = '^GET /(aws/account$|cloud-)';
  const late = { times: 2, effect: 'taken', answer: { delaySeconds: 100, part: 'headers' } } as const;
  world.network.faults = [
    { to: 'cloudcraft', call, ...late },
    { to: 'crowdstrike', call, ...late },
  ];
  const executions = await Promise.all([enroll(input), enroll(input)]);
  world.network.faults = [];
  return executions;
};

/** The account was enrolled under another name. */
export const renamed: Way = async ({ world, enroll }) => {
  await enroll(input);
  for (const entry of world.cloudcraft.state.accounts) entry.name = 'Former name';
  return [await enroll(input)];
};

/** CrowdStrike forgot the account that was enrolled. */
export const returning: Way = async ({ world, enroll }) => {
  await enroll(input);
  const { state } = world.crowdstrike;
  state.deregistered.push(...state.registrations.splice(0));
  return [await enroll(input)];
};

/** Every token that was issued became worthless. */
export const revoked: Way = async ({ world, enroll }) => {
  await enroll(input);
  world.crowdstrike.revokeTokens();
  return [await enroll(input)];
};

const closeCall = { times: 2, effect: 'taken', answer: { delaySeconds: 10, part: 'headers' } } as const;

/** An account that was enrolled is offboarded. */
export const offboarding: Way = async ({ engine, enroll }) => {
  await enroll(input);
  return [await engine.run('offboard-account', input)];
};

/** Two executions find that an account is registered, and both deregister it. One that repeats that finds nothing. */
export const offboardingTwice: Way = async ({ world, engine, enroll }) => {
  await enroll(input);
  const from = { function: 'deregisterAccount', vendor: 'crowdstrike' };
  world.network.faults = [{ call: '^GET /cloud-', from, ...closeCall }];
  const executions = await Promise.all([
    engine.run('offboard-account', input),
    engine.run('offboard-account', input),
  ]);
  world.network.faults = [];
  return executions;
};

/** The account was enrolled with the key of a user who left; another user's key is in the secret now. */
export const rotated: Way = async ({ world, enroll }) => {
  await enroll(input);
  const key = { key: 'another/vFUUkgfzoBK+UKyPmZw1NsdfrFzdvZoyFJwX8=', mode: 'read-write' as const };
  world.cloudcraft.state.apiKeys = [{ ...key, user: newUser('Another Owner') }];
  changeSecret(world, 'cloudcraft', { apiKey: key.key });
  return [await enroll(input)];
};

/** Cloudcraft does not know the key in the secret until somebody fixes that. */
export const unknownKey: Way = async ({ world, enroll }) => {
  const keys = world.cloudcraft.state.apiKeys.splice(0);
  const execution = await enroll(input);
  world.cloudcraft.state.apiKeys.push(...keys);
  return [execution];
};
