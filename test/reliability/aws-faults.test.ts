import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../../emulators/aws/aws.ts';
import type { Account, AwsState } from '../../emulators/aws/state.ts';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import { callsOf } from '../configuration/calls.ts';
import { kebab } from '../configuration/naming.ts';
import { tasks } from '../configuration/workflows.ts';
import { type SceneOptions, scene } from '../scene.ts';
import { awsChanges, delays, type Moment } from './aws-change-table.ts';
import { awsFaults } from './aws-fault-table.ts';
import { awsTrial, became, expected } from './aws-fault-trial.ts';
import { addBoundary, BOUNDARY } from './drifted-account.ts';
import { tally } from './tally.ts';
import { isRepeated, outcomeOf, type Tried, tryEach, tryOne, unlimited, VENDORS } from './trial.ts';

const { count, isStated } = tally('AWS faults', [
  'tried',
  'repeated by the workflow',
  'failed at first',
  'succeeded in the end',
]);

/** With every setting that leads to a call of its own. */
const thorough: SceneOptions = {
  ...unlimited,
  environment: {
    PERMISSIONS_BOUNDARY: BOUNDARY,
    FILTERS: JSON.stringify({
      include: [{ type: 'ous', target_value: ['r-exam'] }],
      exclude: [{ type: 'tags', target_value: [{ env: 'none' }] }],
    }),
  },
  switches: { ...unlimited.switches, aws: { accountPaths: 'absent' } },
};

const files = tasks
  .filter(({ workflow }) => workflow === 'enroll-account')
  .map(({ name }) => `functions/${kebab(name)}.ts`);

describe('AWS', () => {
  it('is tried with errors in every call that an enrollment makes', async () => {
    const calls = [...(await callsOf(files)).values()].flat();
    // A turn is taken only when a vendor is busy: tests of PrepareRegistration have its errors.
    const always = calls.filter((call) => call !== 'dynamodb:UpdateItem');
    expect(new Set(awsFaults.map(({ call }) => call))).toEqual(new Set(always));
  });

  it.each([...new Set(awsFaults.map((each) => each.function))])(
    'answers the calls of %s with errors',
    async (step) => {
      const played = await scene(thorough);
      const undisturbed = await tryOne(played, {
        name: 'undisturbed',
        prepare: async (account) => addBoundary(played.world, account),
      });
      const trials = awsFaults
        .filter((each) => each.function === step)
        .flatMap(({ answers, ...place }) =>
          Object.entries(answers).map(([answer, ending]) => awsTrial(played, place, { answer, ending })),
        );
      const tried = await tryEach(played, trials);
      expect(tried.map(became)).toEqual(trials.map(expected));
      expect(tried.filter(({ left }) => !isDeepStrictEqual(left, undisturbed.left))).toEqual([]);
      add(tried);
    },
  );
});

describe('an account that', () => {
  it.each(awsChanges)('$change', async ({ after, make, undo, ends, retried, next = ENROLLED, leaves }) => {
    const played = await scene(unlimited);
    const { aws } = played.world;
    const undisturbed = await tryOne(played, { name: 'undisturbed' });
    const tried = await tryOne(played, {
      name: 'changed',
      prepare: async (id) => on(aws, id, after === undefined && make),
      onEvent: (event, id) => {
        if (event.type === 'StateExited' && isMoment(event, after)) on(aws, id, make);
        if (event.type === 'ExecutionSucceeded' || event.type === 'ExecutionFailed') on(aws, id, undo);
      },
    });
    const outcomes = VENDORS.map((vendor) => [
      outcomeOf(tried.first, vendor),
      outcomeOf(tried.second, vendor),
    ]);
    expect(outcomes).toEqual([
      [ends.cloudcraft, next.cloudcraft],
      [ends.crowdstrike, next.crowdstrike],
    ]);
    expect(isRepeated(tried.first)).toBe(retried);
    if (leaves === undefined) expect(tried.left).toEqual(undisturbed.left);
    else expect(tried.left).toMatchObject(leaves);
    add([tried]);
  });

  it.each(delays)('is known late: %j', async (aws) => {
    const played = await scene({ ...unlimited, switches: { ...unlimited.switches, aws } });
    const tried = await tryOne(played, { name: 'late' });
    expect(tried).toMatchObject({
      first: { status: 'SUCCEEDED' },
      second: { status: 'SUCCEEDED' },
    });
    expect(tried.left).toEqual((await tryOne(await scene(unlimited), { name: 'undisturbed' })).left);
    add([tried]);
  });
});

isStated();

const ENROLLED = { cloudcraft: 'enrolled', crowdstrike: 'enrolled' };

const isMoment = (event: StateExited, after: Moment | undefined) =>
  event.state.name === after?.state && event.index === after.index;

type StateExited = Extract<WorkflowEvent, { type: 'StateExited' }>;

/** Does something to an account, if there is anything to do. */
function on(
  { state }: Aws,
  id: string,
  act: ((account: Account, state: AwsState) => void) | false | undefined,
) {
  const account = state.accounts.get(id);
  if (act && account !== undefined) act(account, state);
}

function add(tried: Tried[]) {
  count('tried', tried.length);
  count('repeated by the workflow', tried.filter(({ first }) => isRepeated(first)).length);
  count('failed at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('succeeded in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
}
