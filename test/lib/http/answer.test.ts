import * as z from 'zod';
import { VendorRejectedError } from '../../../lib/errors.ts';
import { accepting, parseAnswer, readAnswer } from '../../../lib/http/answer.ts';

/** An answer of a status and a body, with headers. */
const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
  readAnswer({ tried: 'GET /', response: new Response(null, { status, headers }), text }, []);

it.each([
  [200, 'its size', 'with 11 characters'],
  [207, 'its body', '{"token":1}'],
  [300, 'its body', '{"token":1}'],
])('of an answer with the status %i is told %s', (status, _, told) => {
  expect(answer(status, '{"token":1}').said).toBe(`${status} ${told}`);
});

it('a long trace id is told by its beginning', () => {
  const { traceId, said } = answer(400, 'no', { 'x-cs-traceid': 't'.repeat(101) });
  expect(traceId).toBe('t'.repeat(100));
  expect(said).toBe(`400 no (X-Cs-Traceid ${'t'.repeat(100)})`);
});

it('of an answer in which much does not fit, the first five faults are named', () => {
  const read = () => parseAnswer(z.array(z.string()), answer(200, '[0,1,2,3,4,5]'));
  expect(read).toThrow('; 4: ');
  expect(read).not.toThrow('; 5: ');
});

describe('of the answers that a vendor gives', () => {
  const accepted = accepting('Cloudcraft', { 404: 'look for it' });
  const given = (status: number) => ({ ...answer(200, '{}'), status, said: `${status} so` });

  it.each([200, 204, 299])('%i passes', (status) => {
    expect(accepted(given(status))).toEqual(given(status));
  });

  it.each([
    [199, 'see what Cloudcraft says, mend it, and start the enrollment again'],
    [300, 'see what Cloudcraft says'],
    [400, 'see what Cloudcraft says'],
    [404, 'look for it'],
  ])('%i is refused, with what to do about it', (status, next) => {
    expect(() => accepted(given(status))).toThrow(VendorRejectedError);
    expect(() => accepted(given(status))).toThrow(`Tried to GET /: ${status} so. Next: ${next}`);
  });
});
