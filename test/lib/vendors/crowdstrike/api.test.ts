import { VendorResponseError } from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { apiAnswering, openApi, resource } from './open-api.ts';

const PAGE = '<h1>A page</h1>';

it.each([200, 409])('an account is taken from an answer %i that shows it', async (status) => {
  const api = await apiAnswering(status, { resources: [{}, 'x', resource()] });
  expect((await api.get(account.id)).found).toMatchObject({ accountId: account.id });
});

it.each([300, 403, 404])('a page of %i shows no account', async (status) => {
  const api = await apiAnswering(status, PAGE);
  expect(await api.get(account.id)).toMatchObject({ found: undefined, answer: { status } });
});

it.each([PAGE, { resources: 'none' }, { resources: {} }])(
  'a success with %j for an envelope is VendorResponseError',
  async (body) => {
    const api = await apiAnswering(200, body);
    await expect(api.get(account.id)).rejects.toThrow(VendorResponseError);
    await expect(api.remove(account.id)).rejects.toThrow(VendorResponseError);
    await expect(api.all().next()).rejects.toThrow(VendorResponseError);
  },
);

it.each([[null], [[]], [[7, null, {}, { account_id: 7 }]]])(
  'nothing is listed of %j, and nothing is asked for by its id',
  async (resources) => {
    const api = await openApi(({ url }, response) =>
      response.writeHead(url?.includes('limit=') ? 200 : 503).end(JSON.stringify({ resources })),
    );
    expect(await Array.fromAsync(api.all())).toEqual([]);
  },
);

it('an account that is listed by its id, and gone when it is asked for, is passed over', async () => {
  const api = await openApi(({ url }, response) => {
    const resources = url?.includes('limit=') ? ['111122223333', account.id] : [resource()];
    response.end(JSON.stringify({ resources }));
  });
  expect(await Array.fromAsync(api.all())).toMatchObject([{ accountId: account.id }]);
});
