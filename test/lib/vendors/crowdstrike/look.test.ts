import { VendorRejectedError, VendorResponseError } from '../../../../lib/errors.ts';
import { errorCodes, errorsIn, look, withErrors } from '../../../../lib/vendors/crowdstrike/look.ts';
import { account } from '../../role-builder.ts';
import { answer } from './answer.ts';
import { apiAnswering, resource } from './open-api.ts';

describe('a look at an account', () => {
  it.each([401, 429, 503])('finds one that is shown, be it beside an error %i', async (code) => {
    const body = { meta: {}, errors: [{ code }], resources: [resource()] };
    const { found } = await look(await apiAnswering(207, body), account);
    expect(found).toMatchObject({ accountId: account.id });
  });

  it.each([400, 401, 403, 410])('that is refused with %i does not say that it is unknown', async (status) => {
    const api = await apiAnswering(status, { meta: {}, errors: [], resources: [] });
    await expect(look(api, account)).rejects.toThrow(VendorRejectedError);
  });

  it.each([[], { meta: [], errors: [], resources: [] }])('that gets %j does not say that', async (body) => {
    await expect(look(await apiAnswering(200, body), account)).rejects.toThrow(VendorResponseError);
  });

  it.each([401, 403])('that is refused inside with %i does not say that it is unknown', async (code) => {
    const api = await apiAnswering(207, { meta: {}, errors: [{ code, message: 'no' }], resources: [] });
    const looked = look(api, account);
    await expect(looked).rejects.toThrow(VendorRejectedError);
    await expect(looked).rejects.toThrow('give the API client');
  });
});

describe('the errors in an answer', () => {
  it.each([undefined, null, 'a text', {}, { errors: null }, { errors: 'none' }, { errors: [] }])(
    'are not there in %j',
    (body) => {
      expect(errorsIn(answer({ body }))).toEqual([]);
    },
  );

  it('have codes, in figures or in digits, or none', () => {
    const errors = [{ code: 404 }, { code: '429' }, { code: 'no' }, {}, 'a text', null];
    expect(errorCodes(answer({ body: { errors } }))).toEqual([404, 429]);
  });

  it.each([200, 201])('are quoted of a success %i, up to a length', (status) => {
    const quoted = (message: string) => withErrors(answer({ status, body: { errors: [{ message }] } }));
    expect(quoted('blocked')).toBe('what was answered, and the errors [{"message":"blocked"}]');
    expect(quoted('x'.repeat(1000))).toBe(
      `what was answered, and the errors ${`[{"message":"${'x'.repeat(1000)}`.slice(0, 300)}`,
    );
  });

  it.each([
    [200, []],
    [201, []],
    [207, [{ message: 'blocked' }]],
    [400, [{ message: 'blocked' }]],
  ])('are not quoted again of %i with %j', (status, errors) => {
    expect(withErrors(answer({ status, body: { errors } }))).toBe('what was answered');
  });
});
