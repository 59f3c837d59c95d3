import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Network } from '../network/network.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import * as functions from './functions.ts';
import { accountOf, type Incoming, readIncoming } from './incoming.ts';
import * as objects from './objects.ts';
import { operationNamed } from './operations.ts';
import { codeOf } from './pages.ts';
import { verifiedCaller } from './verified-caller.ts';
import { type Answer, errorAnswer, headersOf } from './wire-error.ts';
import type { World } from './world.ts';

/** The HTTP side of the emulated AWS: one endpoint for all services. */
export function awsApp(world: World, network: Network) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', async (server) => {
    const incoming = await readIncoming(server.req, server.env.incoming);
    const call = { to: 'aws', name: incoming.call, account: accountOf(world.state, incoming) };
    return network.pass(server, call, async () => {
      const { body, ...head } = await answer(world, incoming);
      return new Response(body, head);
    });
  });
  return app;
}

async function answer(world: World, incoming: Incoming): Promise<Answer> {
  const { service } = incoming;
  const requestId = randomUUID();
  try {
    const caller = await verifiedCaller(world, incoming);
    const { body, headers: own } = await perform(world, { ...incoming, caller }, requestId);
    const headers = { ...headersOf(service, requestId), ...own };
    return { status: 200, headers, body };
  } catch (error) {
    if (error instanceof AwsError) {
      const { message } = error;
      return errorAnswer(service, { code: codeOf(error, service.prefix), message }, requestId);
    }
    if (error instanceof SyntaxError)
      return errorAnswer(service, { code: 'SerializationException', message: '' }, requestId);
    throw error;
  }
}

async function perform(
  world: World,
  { service, caller, call, region, path, parameters, contentType, body }: Incoming & { caller: Caller },
  requestId: string,
): Promise<{ body: string; headers?: Record<string, string> }> {
  const asking = { world, caller, region };
  if (service.protocol === 'objects')
    return objects.perform(asking, { call, path, parameters, body, contentType });
  if (service.protocol === 'rest') return functions.perform(asking, { call, path, body });
  const operation = operationNamed(call);
  if (operation === undefined) throw new AwsError('InvalidAction', `${call} is not emulated`);
  return { body: operation.answer(asking, { service, body, requestId }) };
}
