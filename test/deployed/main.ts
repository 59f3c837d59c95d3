import { departedAccounts } from './departed-accounts.ts';
import type { Deployed } from './deployed.ts';
import { deployment } from './deployment.ts';
import { executionsOf } from './executions.ts';
import { failingVendor } from './failing-vendor.ts';
import { findings } from './findings.ts';
import { goingBack } from './going-back.ts';
import { malformedEvent } from './malformed-event.ts';
import { startMinistack } from './ministack.ts';
import { startMoto } from './moto.ts';
import { newAccount } from './new-account.ts';
import { subscribe } from './notices.ts';
import { operator } from './operator.ts';
import { CannotTestError, pythonPrograms } from './python.ts';
import { removal } from './removal.ts';
import { rollCall } from './roll-call.ts';
import { deploy, theOnly } from './stack.ts';
import { startVendors } from './vendors.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
const found = findings((line) => console.log(line));
const { phase } = found;

try {
  await test();
} catch (error) {
  if (error instanceof CannotTestError) {
    console.error(error.message);
    process.exit(2);
  }
}
process.exit(found.conclude() === 0 ? 0 : 1);

async function test(): Promise<void> {
  const programs = await phase('Emulators from the Python package index', () => pythonPrograms(workspace));
  const world = await phase('Organization, control plane and vendors start', async () => {
    const organization = await startMoto(workspace, programs);
    const controlPlane = await startMinistack(workspace, programs, organization);
    const excluded = await organization.createAccount('Excluded');
    return { organization, excluded, controlPlane, vendors: await startVendors(organization, controlPlane) };
  });
  const { controlPlane } = world;
  const deployed = await phase('serverless deploy', async () => {
    const deployed = await inspect(world);
    await deployment(deployed, workspace);
    return deployed;
  });
  const enrolled = await phase('A new account', () => newAccount(deployed));
  await phase('A vendor refuses', () => failingVendor(deployed));
  await phase('A malformed event', () => malformedEvent(deployed));
  await phase('Departed accounts', () => departedAccounts(deployed));
  await phase('Roll calls', () => rollCall(deployed, enrolled));
  await phase("The operator's command", () => operator(deployed, workspace));
  await phase('serverless rollback', () => goingBack(deployed, workspace));
  await phase('serverless remove', () => removal(deployed, workspace));

  async function inspect(running: typeof world): Promise<Deployed> {
    const stack = await deploy(workspace, running);
    console.log(`  without ${stack.leftOut.join(', ')}: see docs/deployed-test.md`);
    const executions = (id: string) => executionsOf(controlPlane, stack.outputs[id] ?? '');
    const [enrollments, rollCalls] = [executions('EnrollAccountArn'), executions('RollCallArn')];
    const noticeOf = await subscribe(controlPlane, theOnly(stack, 'AWS::SNS::Topic').physicalId);
    return { ...running, stack, enrollments, rollCalls, noticeOf, findings: found };
  }
}
