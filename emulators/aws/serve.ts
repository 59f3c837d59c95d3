import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Network } from '../network/network.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import * as functions from './functions.ts';
import { accountOf, type Incoming, readIncoming, type Served } from './incoming.ts';
import * as objects from './objects.ts';
import { operationNamed } from './operations.ts';
import { codeOf } from './pages.ts';
import { unknownServiceError } from './unknown-service.ts';
import { verifiedCaller } from './verified-caller.ts';
import { errorAnswer, headersOf } from './wire-error.ts';
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

async function answer(world: World, incoming: Incoming) {
  const requestId = randomUUID();
  const { service } = incoming;
  try {
    if (service === undefined) throw notEmulated(incoming);
    const caller = await verifiedCaller(world, { ...incoming, service });
    const { body, headers } = await perform(world, { ...incoming, service, caller }, requestId);
    return { status: 200, headers, body };
  } catch (error) {
    const { code, message } = refusal(error, service?.prefix);
    if (service !== undefined) return errorAnswer(service, { code, message }, requestId);
    return unknownServiceError({ ...incoming, service: incoming.name }, { code, message, requestId });
  }
}

function notEmulated({ call, signature }: Incoming): AwsError {
  if (signature !== undefined) return new AwsError('InvalidAction', `${call} is not emulated`);
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token');
}

function refusal(error: unknown, prefix?: string): { code: string; message: string } {
  if (error instanceof AwsError)
    return { code: prefix === undefined ? error.code : codeOf(error, prefix), message: error.message };
  if (error instanceof SyntaxError) return { code: 'SerializationException', message: '' };
  throw error;
}

async function perform(
  world: World,
  { service, caller, call, region, path, parameters, contentType, body }: Served & { caller: Caller },
  requestId: string,
): Promise<{ body: string; headers: Record<string, string> }> {
  const asking = { world, caller, region };
  if (service.protocol === 'objects' || service.protocol === 'rest') {
    const request = { call, path, parameters, body, contentType };
    const served = service.protocol === 'rest' ? functions : objects;
    const { headers, ...found } = await served.perform(asking, request);
    return { ...found, headers: { ...headersOf(service, requestId), ...headers } };
  }
  const operation = operationNamed(call);
  if (operation === undefined) throw new AwsError('InvalidAction', `${call} is not emulated`);
  const headers = headersOf(service, requestId);
  return { headers, body: operation.answer(asking, { service, body, requestId }) };
}
