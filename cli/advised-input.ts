import * as v from 'valibot';
import { explain } from '../lib/enrollment/outcome.ts';

const Input = v.strictObject({
  accountId: v.string(),
  vendors: v.array(v.string()),
  adopt: v.exactOptional(v.literal(true)),
  keepRole: v.exactOptional(v.literal(true)),
  dryRun: v.exactOptional(v.literal(true)),
  onlyDeparted: v.exactOptional(v.literal(true)),
});

/** What the cause of a failed execution says that the next one is to be started with; undefined where it says nothing. */
export function advisedInput(cause = ''): v.InferOutput<typeof Input> | undefined {
  const message = explain({ Error: '', Cause: cause }).cause;
  const [, json] = /start the state machine again with (\{.*?\})/.exec(message) ?? [];
  return json === undefined ? undefined : v.parse(Input, JSON.parse(json));
}
