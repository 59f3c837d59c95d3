import { failedVendors } from '../../../lib/enrollment/failed-vendors.ts';
import { EnrollmentIncompleteError } from '../../../lib/errors.ts';
import { scene } from '../../scene.ts';

it('are read back from the error of an execution, each with its state, error and cause', async () => {
  const faults = ['cloudcraft', 'crowdstrike'].map((to) => ({
    ...{ to, answer: { status: 503, headers: {}, body: 'a | b failed at noon' } },
  }));
  const { enroll } = await scene({ faults });
  const { cause = '' } = await enroll();
  const found = { state: 'PrepareRegistration', error: 'VendorUnavailableError' };
  expect([...failedVendors(cause)]).toEqual([
    ['cloudcraft', { ...found, cause: expect.stringMatching(/^Tried to .*a \| b failed at noon/) }],
    ['crowdstrike', { ...found, cause: expect.stringMatching(/^Tried to .*a \| b failed at noon/) }],
  ]);
});

it.each([
  '',
  'States.Timeout',
  new EnrollmentIncompleteError({ tried: 'enroll', answered: 'cloudcraft failed' }).message,
])('are none in %j', (cause) => {
  expect([...failedVendors(cause)]).toEqual([]);
});
