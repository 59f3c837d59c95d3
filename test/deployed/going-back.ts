import assert from 'node:assert/strict';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Deployed } from './deployed.ts';
import { deployOver, rollBack } from './stack.ts';
import type { Workspace } from './workspace.ts';

/** A deployment changes a parameter, and `serverless rollback` goes back to the one before. */
export async function goingBack(deployed: Deployed, workspace: Workspace): Promise<void> {
  const { controlPlane, stack, findings } = deployed;
  const { holds } = findings;
  const before = await configuration();
  await deployOver(workspace, deployed, ['--param=vendorTimeoutSeconds=14']);
  await holds('an upgrade gives the functions another parameter', async () => {
    assert.deepEqual([before.timeout, (await configuration()).timeout], ['15', '14']);
  });
  await holds("what reserves more than Lambda's quota is refused before it changes anything", async () => {
    const tooMuch = deployOver(workspace, deployed, [
      ...['--param=vendorTimeoutSeconds=13', '--param=reservedConcurrency=9000'],
    ]);
    await assert.rejects(tooMuch, /reservedConcurrency: 5 functions reserve 9000 each/);
    assert.equal((await configuration()).timeout, '14');
  });
  const [first = ''] = await timestamps();
  await rollBack(workspace, controlPlane, first);
  await holds('a rollback gives them the code and the parameter of before', async () =>
    assert.deepEqual(await configuration(), before),
  );

  async function configuration() {
    const asked = new GetFunctionConfigurationCommand({ FunctionName: `${stack.name}-registerAccount` });
    const { CodeSha256, Environment } = await controlPlane.lambda.send(asked);
    return { code: CodeSha256, timeout: Environment?.Variables?.['VENDOR_TIMEOUT_SECONDS'] };
  }

  /** Of the deployments whose bundles are in the bucket, the oldest first. */
  async function timestamps() {
    const bucket = stack.resources.find(({ logicalId }) => logicalId === 'ServerlessDeploymentBucket');
    const asked = new ListObjectsV2Command({ Bucket: bucket?.physicalId, Prefix: 'serverless/' });
    const { Contents = [] } = await controlPlane.s3.send(asked);
    const times = Contents.flatMap(({ Key = '' }) => /\/(\d{13})-[^/]+\//.exec(Key)?.[1] ?? []);
    return [...new Set(times)].sort();
  }
}
