import type { World } from '../emulators/world.ts';
import { endedBy } from './ended-by.ts';
import { errorText } from './print/error-text.ts';
import { showWorld } from './print/show-world.ts';
import { cannotWrite } from './target/cannot-write.ts';
import { wrongVendors } from './vendor-options.ts';
import { makeAccounts } from './world-accounts.ts';
import { readWorldOptions, sides, type WorldAsked } from './world-options.ts';

/**
 * Starts the world that `npm run world` is asked for, and prints where it is. Gives undefined while it runs, and the exit
 * code where it does not: what cannot be followed is one line on stderr, and 2.
 */
export async function runWorld(args: string[]): Promise<0 | 2 | undefined> {
  try {
    await start(readWorldOptions(args));
    return undefined;
  } catch (error) {
    return endedBy(error);
  }
}

async function start(asked: WorldAsked): Promise<void> {
  const wrong = wrongVendors();
  if (wrong !== undefined) throw new Error(wrong);
  // A wrong command line is answered before all the rest is loaded.
  const { startWorld } = await import('../emulators/world.ts');
  const { savedWorld } = await import('../emulators/saved-world.ts');
  const { captureLogs } = await import('../emulators/engine/logs.ts');
  const { ports, file } = asked;
  const saved = file === undefined ? undefined : savedWorld(file);
  try {
    const world = await startWorld({ ...asked.start, ports, saved });
    const controls = await serve(world, { ...asked, isNew: saved === undefined }).catch(async (error) => {
      await world.close();
      throw error;
    });
    if (!asked.isVerbose) captureLogs(() => undefined);
    const urls = Object.fromEntries(
      sides.map(({ name, title }) => [title, world.vendors[name]?.url ?? world.aws.url]),
    );
    const ignored = saved === undefined ? [] : asked.newOnly.map((name) => `--${name}`);
    console.log(showWorld({ urls, controls, state: world.aws.state, file, ignored }));
  } catch (error) {
    throw inUse(error, asked) ?? error;
  }
}

/** Deploys the stack to a world, and serves its controls; gives their URL. */
async function serve(
  world: World,
  { account: first, accounts: more, file, isNew, offboarding, controlPort }: WorldAsked & { isNew: boolean },
): Promise<string> {
  if (first === world.aws.state.organization.managementAccountId)
    throw new Error(`${first} is the management account: choose another with --account`);
  if (isNew) makeAccounts(world.aws, { first, more });
  if (file !== undefined) await keep(world, file);
  const { deployStack } = await import('../emulators/engine/stack.ts');
  const { startControl } = await import('../emulators/controls/control.ts');
  deployStack(world, offboarding ? { offboarding: 'ENABLED' } : {});
  return (await startControl(world, controlPort)).url;
}

async function keep(world: World, file: string): Promise<void> {
  const { keepWorld } = await import('../emulators/keep-world.ts');
  const failed = (error: unknown) => cannotWrite(error, { what: 'the world', file, option: '--state' });
  try {
    keepWorld(world, file, (error) => process.stderr.write(errorText(failed(error).message)));
  } catch (error) {
    throw failed(error);
  }
}

/** Which option changes a port that is in use. */
function inUse(error: unknown, { ports, controlPort }: WorldAsked): Error | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  if (!('port' in error)) return undefined;
  const [side] =
    Object.entries({ control: controlPort, ...ports }).find(([, each]) => each === error.port) ?? [];
  return new Error(
    `port ${error.port} is in use, probably by a world that runs: use it with --world http://127.0.0.1:${controlPort}, or choose another port with --${side}-port, 0 for any free one`,
  );
}
