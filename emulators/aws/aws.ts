import { listen } from '../network/listen.ts';
import type { Network } from '../network/network.ts';
import { addPrincipal, type Credentials, type NewPrincipal } from './add-principal.ts';
import type { Need } from './asking.ts';
import { Bus, type BusEvent } from './bus.ts';
import { continueWorld } from './continue-world.ts';
import { createAccount, type NewAccount } from './create-account.ts';
import { type NewSecret, putSecret } from './put-secret.ts';
import { refusal } from './refusal.ts';
import { awsApp } from './serve.ts';
import type { Stack } from './stack.ts';
import type { Account, AwsState, Partition } from './state.ts';
import type { AwsSwitches } from './switches.ts';
import type { World } from './world.ts';

/** The emulated AWS: the services that Rollcall and its operators use, behind one endpoint. */
export interface Aws {
  /** `http://127.0.0.1:<port>`, the endpoint of every service. */
  url: string;
  /** May be read and changed at any time. */
  state: AwsState;
  /** The default event bus of the management account. */
  bus: Bus;
  /** Makes a user or role of any account, also of one outside the organization, and gives its credentials. */
  addPrincipal(principal: NewPrincipal): Credentials;
  /** Makes an account that joins the organization now. */
  createAccount(account?: NewAccount): Account;
  /** Puts a secret into Secrets Manager, as an operator had done before. */
  putSecret(secret: NewSecret): void;
  /** Lets Step Functions and CloudFormation answer for a stack; what its rules start is for the stack to hear from the bus. */
  deploy(stack: Stack): void;
  /** What AWS would say to a call with an access key in a region, by the policies alone; undefined where it is allowed. */
  refusal(asking: { accessKeyId: string; region: string }, need: Need): string | undefined;
  close(): Promise<void>;
}

interface AwsOptions {
  network: Network;
  switches: AwsSwitches;
  /** A free one when left out. */
  port?: number;
  partition?: Partition;
  /** What another one knew, which was stopped. */
  saved?: { state: AwsState; events: BusEvent[] } | undefined;
}

/**
 * Starts the emulated AWS with an organization of nothing but its management account, 111122223333, or goes on with a
 * saved one.
 *
 * @throws Error when the port is taken
 */
export async function startAws({
  network,
  switches,
  port = 0,
  partition = 'aws',
  saved,
}: AwsOptions): Promise<Aws> {
  const state = saved?.state ?? newState(partition);
  const bus = new Bus(state);
  bus.events.push(...(saved?.events ?? []));
  const world: World = { state, switches, bus, quotas: new Map() };
  const { url, close } = await listen(awsApp(world, network), port);
  continueWorld(world);
  return {
    url,
    state,
    bus,
    addPrincipal: (principal) => addPrincipal(state, principal),
    createAccount: (account = {}) => createAccount(state, account),
    putSecret: (secret) => putSecret(state, secret),
    deploy(stack) {
      world.stack = stack;
    },
    refusal: (asking, need) => refusal(world, asking, need),
    close,
  };
}

function newState(partition: Partition): AwsState {
  const state: AwsState = {
    partition,
    organization: {
      ...{ id: 'o-exampleorgid', rootId: 'r-exam', managementAccountId: '111122223333' },
      units: new Map(),
      tags: new Map(),
    },
    accounts: new Map(),
    creations: new Map(),
    accessKeys: new Map(),
    executions: new Map(),
    items: new Map(),
    objects: new Map(),
  };
  // An organization's own event and API name its management account as invited.
  createAccount(state, {
    id: state.organization.managementAccountId,
    name: 'management',
    joinedMethod: 'INVITED',
    accessRoles: [],
  });
  return state;
}
