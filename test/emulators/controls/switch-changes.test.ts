import { readSwitchChanges } from '../../../emulators/controls/switch-changes.ts';

it.each([
  { changes: {} },
  { changes: { aws: {} } },
  { changes: { aws: { accountNotReadySeconds: 600 } } },
  { changes: { aws: { organizationsThrottled: true }, cloudcraft: { duplicates: 'refused' } } },
])('changes of switches leave every other switch as it is: $changes', ({ changes }) => {
  expect(readSwitchChanges(changes)).toEqual(changes);
});
