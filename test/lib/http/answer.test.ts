import * as v from 'valibot';
import { VendorRejectedError } from '../../../lib/errors.ts';
import { accepting, parseAnswer, readAnswer } from '../../../lib/http/answer.ts';

/** An answer of a status and a body, with headers. */
const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
  readAnswer(
    { tried: 'GET /', response: new Response(null, { status, headers }), text, traceIdHeader: 'X-Trace' },
    [],
  );

it.each([
  [200, 'its size', 'with 11 characters'],
  [207, 'its body', '{"token":1}'],
  [300, 'its body', '{"token":1}'],
])('of an answer with the status %i is quoted %s', (status, _, quoted) => {
  expect(answer(status, '{"token":1}').summary).toBe(`${status} ${quoted}`);
});

it('a long trace id is quoted by its beginning', () => {
  const { traceId, summary } = answer(400, 'no', { 'x-trace': 't'.repeat(101) });
  expect(traceId).toBe('t'.repeat(100));
  expect(summary).toBe(`400 no (X-Trace ${'t'.repeat(100)})`);
});

it('of an answer in which much does not fit, the first ten faults are named', () => {
  const read = () => parseAnswer(v.array(v.string()), answer(200, '[0,1,2,3,4,5,6,7,8,9,10]'));
  expect(read).toThrow('; 9: ');
  expect(read).not.toThrow('; 10: ');
});

describe('of the answers that a vendor gives', () => {
  const accepted = accepting(({ status }) => (status === 404 ? 'look for it' : undefined));
  const given = (status: number) => ({ ...answer(200, '{}'), status, summary: `${status} so` });

  it.each([200, 204, 299])('%i passes', (status) => {
    expect(accepted(given(status))).toEqual(given(status));
  });

  it.each([
    [199, ''],
    [300, ''],
    [400, ''],
    [404, ' Next: look for it.'],
  ])('%i is refused, with the advice that is known', (status, next) => {
    expect(() => accepted(given(status))).toThrow(VendorRejectedError);
    expect(() => accepted(given(status))).toThrow(`Tried to GET /: ${status} so.${next}`);
  });
});
