import * as v from 'valibot';
import { matches } from '../../emulators/aws/event-pattern.ts';
import { enrollmentName } from '../../lib/roll-call/names.ts';
import { resources } from './deployment.ts';

const Rule = v.object({
  EventPattern: v.unknown(),
  Targets: v.strictTuple([
    v.object({
      InputTransformer: v.object({
        InputPathsMap: v.record(v.string(), v.string()),
        InputTemplate: v.object({ 'Fn::Sub': v.strictTuple([v.string(), v.unknown()]) }),
      }),
    }),
  ]),
});

const ARN = 'arn:aws:states:us-east-1:111122223333:execution:rollcall-prod-enroll-account:one';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:rollcall-prod-enroll-account';

/** Source: Step Functions Developer Guide, "Automating Step Functions event delivery with EventBridge". */
const event = (detail: object) => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  region: 'us-east-1',
  time: '2026-11-25T03:00:00Z',
  detail: { executionArn: ARN, stateMachineArn: MACHINE, name: 'one', input: '{"accountId":"4"}', ...detail },
});

/** The notices that an event leads to, as EventBridge makes them; a variable that the event has not is reported. */
const notices = (of: ReturnType<typeof event>) =>
  ['FailedNotice', 'StoppedNotice']
    .map((id) =>
      v.parse(
        Rule,
        JSON.parse(
          JSON.stringify(resources.get(id)?.Properties)
            .replaceAll('{"Ref":"EnrollAccount"}', `"${MACHINE}"`)
            .replaceAll(/\{"Ref":"(OffboardAccount|RollCall)"\}/g, '"another"'),
        ),
      ),
    )
    .filter(({ EventPattern }) => matches(EventPattern, of))
    .map(({ Targets: [{ InputTransformer }] }) => {
      const { InputPathsMap, InputTemplate } = InputTransformer;
      const value = (name: string): unknown =>
        InputPathsMap[name]
          ?.split('.')
          .slice(1)
          .reduce<unknown>((at, key) => Object(at)[key], of);
      return InputTemplate['Fn::Sub'][0]
        .replace(/<(\w+)>/g, (_, name: string) => String(value(name) ?? `no ${name}`))
        .replaceAll('${sls:stage}', 'prod')
        .replaceAll('${Console}', 'console.aws.amazon.com');
    });

describe('a notice', () => {
  it.each([
    [
      { status: 'FAILED', error: 'EnrollmentIncompleteError', cause: 'Tried "it"' },
      'failed with EnrollmentIncompleteError',
      'Cause: Tried "it"',
    ],
    [{ status: 'TIMED_OUT' }, 'was stopped: TIMED_OUT', ''],
    [{ status: 'ABORTED' }, 'was stopped: ABORTED', ''],
  ])(
    'of %j is one text, whose first line could be its subject, with a link to the execution',
    (detail, subject, more) => {
      const [notice = '', ...others] = notices(event(detail));
      expect(others).toEqual([]);
      const lines = notice.split('\n').map((line) => /^"(.*)"$/.exec(line)?.[1]);
      expect(lines[0]).toBe(`Rollcall (prod): an execution ${subject}`);
      expect(lines).toEqual(
        expect.arrayContaining([
          `Execution: one, ${detail.status}`,
          'Input: {"accountId":"4"}',
          `State machine: ${MACHINE}`,
          more,
        ]),
      );
      expect(lines).toContain(
        `https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1#/v2/executions/details/${ARN}`,
      );
      expect(notice).not.toMatch(/\bno \w+$|[<>]|undefined/m);
    },
  );

  it('is not sent of an enrollment that failed in a roll call, which sends one itself', () => {
    const failed = { status: 'FAILED', error: 'EnrollmentIncompleteError', cause: 'Tried it' };
    const name = enrollmentName('20261125T030000', '444455556666');
    expect(notices(event({ ...failed, name }))).toEqual([]);
    expect(notices(event({ ...failed, name: 'roll-call-of-the-finance-team' }))).toHaveLength(1);
  });

  it.each(['RUNNING', 'SUCCEEDED'])('is not sent of %s', (status) => {
    expect(notices(event({ status }))).toEqual([]);
  });
});
