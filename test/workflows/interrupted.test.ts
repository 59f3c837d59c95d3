import { ACCOUNT, type Scene, scene } from '../scene.ts';

const after = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));

const adding = ({ world }: Scene) => world.network.calls.filter(({ name }) => name === 'POST /aws/account');

const input = { vendors: ['cloudcraft'], maxConcurrency: 1 };

/** A roll call that was stopped, with all that it started, while Cloudcraft takes long to add the first of two accounts. */
async function stopped(): Promise<Scene> {
  const slow = { to: 'cloudcraft', call: '^POST /aws/account$', times: 1 };
  const here = await scene({ faults: [{ ...slow, answer: { delaySeconds: 14, part: 'headers' } }] });
  here.world.aws.createAccount({ name: 'Other' });
  const first = here.engine.run('roll-call', input);
  while (adding(here).length === 0) await after(0.1);
  for (const { executionArn, status } of here.world.aws.state.executions.values())
    if (status === 'RUNNING') here.engine.abort(executionArn);
  await expect(first).resolves.toMatchObject({ status: 'ABORTED' });
  return here;
}

describe('a roll call that is stopped while Cloudcraft adds an account', () => {
  it('and begun again at once, adds it no second time', async () => {
    const here = await stopped();
    await expect(here.engine.run('roll-call', input)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(adding(here)).toMatchObject([{ account: ACCOUNT, status: 201 }, { status: 201 }]);
    expect(here.world.cloudcraft.holds()).toHaveLength(2);
  });

  it('starts no further account', async () => {
    const here = await stopped();
    await after(60);
    expect(here.world.aws.state.executions.size).toBe(2);
    expect(here.world.cloudcraft.holds()).toMatchObject([{ accountId: ACCOUNT }]);
  });
});
