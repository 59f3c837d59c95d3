import * as z from 'zod';
import { explain } from '../lib/enrollment/outcome.ts';

const Input = z.strictObject({
  accountId: z.string(),
  vendors: z.array(z.string()),
  adopt: z.literal(true).exactOptional(),
  keepRole: z.literal(true).exactOptional(),
  dryRun: z.literal(true).exactOptional(),
  onlyDeparted: z.literal(true).exactOptional(),
});

/** What the cause of a failed execution says that the next one is to be started with; undefined where it says nothing. */
export function advisedInput(cause = ''): z.infer<typeof Input> | undefined {
  const message = explain({ Error: '', Cause: cause }).cause;
  const [, json] = /start the state machine again with (\{.*?\})/.exec(message) ?? [];
  return json === undefined ? undefined : Input.parse(JSON.parse(json));
}
