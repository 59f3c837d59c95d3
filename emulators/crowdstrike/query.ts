import type { VendorRequest } from '../network/vendor-server.ts';
import { cloudSecurity } from './cloud-security.ts';
import { type Answer, FalconRefusal } from './envelope.ts';
import { select } from './look-up.ts';
import { readSelection } from './selection.ts';
import type { Falcon } from './state.ts';

/**
 * `GET /cloud-security-registration-aws/queries/account/v1`: the ids of the accounts that have one of the products and
 * one of the features, in pages.
 *
 * @throws FalconRefusal when a product or a feature is missing
 */
export const queryAccounts = async (falcon: Falcon, request: VendorRequest): Promise<Answer> => {
  const wanted = { products: request.query.getAll('products'), features: request.query.getAll('features') };
  for (const [name, values] of Object.entries(wanted)) {
    if (values.length === 0) throw new FalconRefusal(400, `${name} is required`);
  }
  const selection = readSelection(request, 'account-status');
  const { limit, offset } = selection;
  const found = (await select(falcon, cloudSecurity, selection)).filter(({ products }) =>
    products.some(
      ({ product, features }) =>
        wanted.products.includes(product) && features.some((feature) => wanted.features.includes(feature)),
    ),
  );
  return {
    status: 200,
    resources: found.slice(offset, offset + limit).map(({ accountId }) => accountId),
    pagination: { limit, offset, total: found.length },
  };
};
