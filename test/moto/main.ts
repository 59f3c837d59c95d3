import { CannotTestError, pythonPrograms } from '../deployed/python.ts';
import { Workspace } from '../deployed/workspace.ts';
import { compare } from './compare.ts';
import { deployerCalls } from './deployer.ts';
import { differences } from './differences.ts';
import { startMotoTarget } from './moto-aws.ts';
import { startOurs } from './our-aws.ts';
import { productDocuments } from './product-documents.ts';
import { record, type Scenario } from './recording.ts';
import { report } from './report.ts';
import { accounts } from './scenarios/accounts.ts';
import { constraints } from './scenarios/constraints.ts';
import { grammar } from './scenarios/malformed-policies.ts';
import { organization } from './scenarios/organization.ts';
import { pages } from './scenarios/pages.ts';
import { inlinePolicies, managedPolicies } from './scenarios/policies.ts';
import { product } from './scenarios/product.ts';
import { roleErrors } from './scenarios/role-errors.ts';
import { roles } from './scenarios/roles.ts';
import { secrets } from './scenarios/secrets.ts';
import { tags } from './scenarios/tags.ts';
import { trust } from './scenarios/trust.ts';

const documents = await productDocuments();
const scenarios: Scenario[] = [
  ...[roles, roleErrors, trust, tags, managedPolicies, inlinePolicies, grammar, pages],
  ...[accounts, organization, secrets, constraints, product(documents)],
];

const workspace = new Workspace();
try {
  const programs = await pythonPrograms(workspace);
  const ours = await startOurs();
  const moto = await startMotoTarget(workspace, programs);
  const compared = [];
  for (const scenario of scenarios) {
    const comparison = compare(await record(scenario, ours), await record(scenario, moto));
    compared.push({ scenario: scenario.name, ...comparison });
  }
  const failed = report(compared, differences) + (await deployerCalls(workspace, programs));
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CannotTestError)) throw error;
  console.error(error.message);
  process.exit(2);
}
