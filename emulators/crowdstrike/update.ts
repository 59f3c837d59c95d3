import * as v from 'valibot';
import type { VendorRequest } from '../network/vendor-server.ts';
import { NoList } from '../no-list.ts';
import { entriesOf, failed, type Outcome, summary } from './batch.ts';
import { cloudSecurity, Products } from './cloud-security.ts';
import type { Answer } from './envelope.ts';
import { wantedFields } from './family.ts';
import { amend, registrationOf } from './registration.ts';
import type { Falcon, Product } from './state.ts';

/** `PATCH` of the newest family: changes what is registered. @throws FalconRefusal for a body without entries */
export const update = (falcon: Falcon, request: VendorRequest): Answer =>
  summary(entriesOf(request).map((entry) => updateOne(falcon, entry)));

const Change = v.object({
  account_id: wantedFields.account_id,
  account_type: v.optional(v.string()),
  reader_role_arn: wantedFields.iam_role_arn,
  products: Products,
  disable_products: Products,
});

const updateOne = (falcon: Falcon, entry: unknown): Outcome => {
  const { success, output: change, issues } = v.safeParse(v.pipe(NoList, Change), entry);
  if (!success) return failed(400, 400, `invalid ${v.getDotPath(issues[0]) ?? 'resource'}`);
  const {
    account_id: account,
    reader_role_arn: iam_role_arn,
    disable_products: disabled = [],
    ...rest
  } = change;
  const registration = registrationOf(falcon, cloudSecurity, account);
  if (registration === undefined) return failed(207, 404, 'No accounts found', account);
  amend(registration, { ...rest, iam_role_arn });
  registration.products = without(registration.products, disabled);
  return { status: 200, resource: cloudSecurity.serialize(registration, falcon) };
};

/** Products whose features are all disabled are gone. */
const without = (products: Product[], disabled: Product[]): Product[] =>
  products
    .map(({ product, features }) => {
      const off = disabled.filter((each) => each.product === product).flatMap((each) => each.features);
      return { product, features: features.filter((feature) => !off.includes(feature)) };
    })
    .filter(({ features }) => features.length > 0);
