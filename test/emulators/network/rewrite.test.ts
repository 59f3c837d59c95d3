import { rewrite } from '../../../emulators/network/rewrite.ts';

const truth = () =>
  Response.json({ id: 'a', count: 2, list: [{ name: 'b' }] }, { status: 201, headers: { 'x-true': 'yes' } });

const bodyOf = async (body: Parameters<typeof rewrite>[1]['body']) =>
  (await rewrite(truth(), { body })).text();

describe('a rewritten answer', () => {
  it('has another status, and everything else as it was', async () => {
    const answer = await rewrite(truth(), { status: 207 });
    expect([answer.status, answer.headers.get('x-true'), await answer.json()]).toEqual([
      ...[207, 'yes'],
      { id: 'a', count: 2, list: [{ name: 'b' }] },
    ]);
  });

  it('is cut off, so that it is not valid JSON any more', async () => {
    const text = await bodyOf('torn');
    expect(text).toMatch(/^\{"id"/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it.each([
    { body: 'wrong types', becomes: { id: ['a'], count: '2', list: 1 } },
    { body: 'null lists', becomes: { id: 'a', count: 2, list: null } },
    { body: 'unknown fields', becomes: { id: 'a', x_new: {}, list: [{ name: 'b', x_new: {} }] } },
  ] as const)('has $body', async ({ body, becomes }) => {
    expect(JSON.parse(await bodyOf(body))).toMatchObject(becomes);
  });

  it('has long texts', async () => {
    const { id, count, list } = JSON.parse(await bodyOf('long texts'));
    expect([id.length, count, list[0].name.length]).toEqual([300_000, 2, 300_000]);
  });

  it('stays empty when it is', async () => {
    const answer = await rewrite(new Response(null, { status: 204 }), { body: 'torn' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });
});
