import { Hono } from 'hono';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import { listen } from '../../emulators/network/listen.ts';
import type { VendorName } from '../../emulators/vendors.ts';
import type { World } from '../../emulators/world.ts';
import type { Scene } from '../scene.ts';
import { VENDORS } from './trial.ts';

/** Where nobody listens. */
const CLOSED = await listen(new Hono()).then(async ({ url, close }) => {
  await close();
  return url;
});

/** From that state on, until the execution is over, a vendor is looked for where nobody listens. */
export function closedFrom(played: Scene, vendor: VendorName, state: string) {
  const { url } = played.world[vendor];
  return (event: WorkflowEvent) => {
    if (event.type === 'ExecutionFailed') changeSettings(played, vendor, { url });
    if (event.type !== 'StateEntered' || event.state.name !== state) return;
    if (event.index === VENDORS.indexOf(vendor)) changeSettings(played, vendor, { url: CLOSED });
  };
}

/** Deploys with other settings of a vendor: new instances of the functions find them in their environment. */
export function changeSettings({ world, engine }: Scene, vendor: VendorName, fields: object): void {
  process.env[vendor.toUpperCase()] = JSON.stringify({ ...world[vendor].settings, ...fields });
  engine.lambda.restart();
}

/** Puts other fields into a vendor's secret, as an operator might. */
export function changeSecret(
  { aws: { state }, secrets }: World,
  vendor: VendorName,
  fields: Record<string, string>,
): void {
  const kept = state.accounts
    .get(state.organization.managementAccountId)
    ?.secrets.get(`us-east-1/rollcall/${vendor}`);
  const value = JSON.stringify({ ...secrets[`rollcall/${vendor}`], ...fields });
  kept?.versions.push({ id: String(kept.versions.length), value, createdAt: new Date() });
}
