import { setTimeout as sleep } from 'node:timers/promises';
import { CreateAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { BusEvent } from '../emulators/aws/bus.ts';
import { enabledRules } from '../emulators/engine/rules.ts';
import type { ControlClient } from './control-client.ts';

/** An event, and the rule of the stack that takes it. */
interface Started {
  event: BusEvent;
  rule: string;
}

/** How long an event is waited for, in seconds. */
const PATIENCE = 3600;

/** Creates an account as an operator does, and gives the event of it that starts an enrollment. */
export async function createdAccount(control: ControlClient): Promise<Started> {
  const { environment } = await control.overview();
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = environment;
  const credentials = {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
  };
  const organizations = new OrganizationsClient({ endpoint, region, credentials });
  await organizations.send(
    new CreateAccountCommand({ AccountName: 'Sandbox', Email: 'sandbox@example.com' }),
  );
  const rules = enabledRules();
  for (let seconds = 0; seconds < PATIENCE; seconds += 1) {
    for (const event of await control.events())
      for (const rule of rules) if (rule.matches(event)) return { event, rule: rule.id };
    await sleep(1000);
  }
  throw new Error('no event of the new account reached a rule: look at the switches of aws, as aws.trail');
}
