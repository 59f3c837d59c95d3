import {
  VendorRejectedError,
  VendorResponseError,
  VendorThrottledError,
  VendorUnavailableError,
} from '../../../../lib/errors.ts';
import { d4c } from '../../../../lib/vendors/crowdstrike/d4c.ts';
import { list } from '../../../../lib/vendors/crowdstrike/list.ts';
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
    await expect(list(api, d4c).next()).rejects.toThrow(VendorResponseError);
  },
);

describe('the list', () => {
  const other = resource({ account_id: '111122223333' });
  const page = (resources: unknown, total?: number, errors: object[] = []) => ({
    meta: total === undefined ? {} : { pagination: { total } },
    ...{ errors, resources },
  });

  /** Lists a CrowdStrike that answers these pages, and one account for each id that it is asked for. */
  const listed = async (pages: [status: number, body: object][]) => {
    const left = [...pages];
    const api = await openApi(({ url }, response) => {
      const [status, body] = (url?.includes('limit=') ? left.shift() : undefined) ?? [
        200,
        { meta: {}, resources: [resource()] },
      ];
      response.writeHead(status).end(JSON.stringify(body));
    });
    const found = await Array.fromAsync(list(api, d4c));
    return found.map(({ accountId }) => accountId);
  };

  it.each<[string, [number, object][], string[]]>([
    ['nothing', [[200, page([], 0)]], []],
    ['nothing, as null', [[200, page(null)]], []],
    ['one page, whose total is not said', [[200, page([resource()])]], [account.id]],
    [
      'short pages, up to the total',
      [
        [200, page([resource()], 2)],
        [200, page([other], 2)],
      ],
      [account.id, '111122223333'],
    ],
    ['ids, which are asked for', [[200, page([account.id], 1)]], [account.id]],
    [
      'one that was deleted',
      [[200, page([resource({ DeletedAt: '2026-01-01' }), other], 2)]],
      ['111122223333'],
    ],
  ])('is whole: %s', async (_, pages, expected) => {
    expect(await listed(pages)).toEqual(expected);
  });

  it.each<[string, [number, object][], new (...args: never[]) => Error]>([
    ['207 with an error beside', [[207, page([resource()], 1, [{ code: 403 }])]], VendorRejectedError],
    ['207 with an error and nothing', [[207, page([], 0, [{ code: 500 }])]], VendorUnavailableError],
    ['200 with an error beside', [[200, page([resource()], 1, [{ code: 429 }])]], VendorThrottledError],
    ['an error without a code', [[200, page([], 0, [{ message: 'no' }])]], VendorRejectedError],
    ['207 without any error', [[207, page([resource()], 1)]], VendorResponseError],
    ['an entry of no known form', [[200, page([7], 1)]], VendorResponseError],
    [
      'an account without its role',
      [[200, page([resource({ iam_role_arn: null })], 1)]],
      VendorResponseError,
    ],
    ['200 and nothing of CrowdStrike in it', [[200, {}]], VendorResponseError],
    [
      '200 with a list for what CrowdStrike says of it',
      [[200, { meta: [], resources: [] }]],
      VendorResponseError,
    ],
    [
      'a total that changes between the pages',
      [
        [200, page([resource()], 2)],
        [200, page([other], 3)],
      ],
      VendorUnavailableError,
    ],
    [
      'an account twice, as one before it was removed or added',
      [
        [200, page([resource()], 2)],
        [200, page([resource()], 2)],
      ],
      VendorUnavailableError,
    ],
    [
      'an end before the total',
      [
        [200, page([resource()], 2)],
        [200, page([], 2)],
      ],
      VendorUnavailableError,
    ],
    ['an id that is gone when it is asked for', [[200, page(['111122223333'], 1)]], VendorUnavailableError],
  ])('is an error rather than shorter: %s', async (_, pages, error) => {
    await expect(listed(pages)).rejects.toThrow(error);
  });
});
