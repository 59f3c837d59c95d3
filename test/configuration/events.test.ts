import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { matches } from '../../emulators/aws/event-pattern.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { readRequest } from '../../lib/enrollment/event.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { readOffboarding } from '../../lib/offboarding/event.ts';
import { readRollCall } from '../../lib/roll-call/request.ts';
import { ACCOUNT, sampleEvent } from '../scene.ts';
import { resources } from './deployment.ts';
import { evaluated } from './intrinsics.ts';
import { PSEUDO } from './role-policies.ts';
import { ROOT } from './sources.ts';

const rules = [...resources].filter(([, { Type }]) => Type === 'AWS::Events::Rule');

/** The rules that start the workflow for the event. */
const started = (event: unknown, workflow = 'EnrollAccount') =>
  rules
    .filter(([, { Properties }]) => JSON.stringify(Properties.Targets).includes(`{"Ref":"${workflow}"}`))
    .filter(([, { Properties }]) =>
      matches(
        evaluated(Properties.EventPattern, (name) => PSEUDO[name]),
        event,
      ),
    )
    .map(([name]) => name);

const created = sampleEvent('create-account-succeeded');

/** The event for an account that was created, with other details. */
const other = (detail: object, envelope: object = {}) => ({
  ...created,
  ...envelope,
  detail: { ...created.detail, serviceEventDetails: undefined, ...detail },
});

describe('the rules that start an enrollment', () => {
  it.each([
    ['create-account-succeeded', 'AccountCreated'],
    ['create-gov-cloud-account-succeeded', 'AccountCreated'],
    ['account-joined-organization', 'AccountJoined'],
    ['control-tower-create-managed-account', 'AccountManaged'],
    ['control-tower-update-managed-account', 'AccountManaged'],
  ])('start one for %s, by %s, of the account that it is about', (name, rule) => {
    expect(started(sampleEvent(name))).toEqual([rule]);
    expect(readRequest(sampleEvent(name))).toMatchObject({ accountId: ACCOUNT });
  });

  it('start none for an account that could not be created', () => {
    const failed = sampleEvent('create-account-failed');
    expect(failed).toMatchObject({ source: created.source, 'detail-type': created['detail-type'] });
    expect(failed.detail).toMatchObject({ eventName: 'CreateAccountResult' });
    expect(started(failed)).toEqual([]);
  });

  it('start none for an account that Control Tower could not set up', () => {
    const managed = sampleEvent('control-tower-create-managed-account');
    managed.detail.serviceEventDetails.createManagedAccountStatus.state = 'FAILED';
    expect(started(managed)).toEqual([]);
  });

  it.each([
    ['an account that is still being created', creating()],
    ['an account that was closed', closed()],
    ['an account that left', { eventName: 'AccountDepartedOrganization' }],
    ['an account that was moved', { eventName: 'MoveAccount', requestParameters: { accountId: ACCOUNT } }],
    [
      'the call that asks for an account',
      { eventName: 'CreateAccount', ...created.detail.serviceEventDetails },
    ],
    ['an account that was invited', { eventName: 'InviteAccountToOrganization' }],
    ['an event without details', {}],
  ])('start none for %s', (_, detail) => {
    expect(started(other(detail))).toEqual([]);
  });

  it.each([
    ['source', other(created.detail, { source: 'custom.organizations' })],
    ['account', other(created.detail, { account: '777788889999' })],
    ['kind', other(created.detail, { 'detail-type': 'AWS API Call via CloudTrail' })],
    ['service', other({ ...created.detail, eventSource: 'sts.amazonaws.com' })],
  ])('start none for the same words of another %s', (_, event) => {
    expect(started(event)).toEqual([]);
  });

  it('are tried with every sample event', () => {
    const samples = globSync('events/!(roll-call|offboard)*.json', { cwd: ROOT }).map((path) =>
      basename(path, '.json'),
    );
    const unmatched = samples.filter(
      (name) =>
        ['EnrollAccount', 'OffboardAccount'].flatMap((workflow) => started(sampleEvent(name), workflow))
          .length !== 1,
    );
    expect(unmatched.sort()).toEqual(['create-account-failed', 'manual', 'manual-one-vendor']);
  });
});

describe('the rule that starts an offboarding', () => {
  it.each([
    'close-account',
    'close-account-result',
    'remove-account-from-organization',
    'account-departed-organization',
  ])('starts one for %s, of the account that it is about, if AWS has it departed', (name) => {
    const event = sampleEvent(name);
    expect(started(event, 'OffboardAccount')).toEqual(['AccountDeparted']);
    expect(readOffboarding(event)).toMatchObject({ accountId: ACCOUNT, onlyDeparted: true, dryRun: false });
  });

  it('starts none for a call that AWS refused, or for an account that could not be closed', () => {
    const [call, result] = [sampleEvent('close-account'), sampleEvent('close-account-result')];
    call.detail.errorCode = 'AccessDeniedException';
    result.detail.serviceEventDetails.closeAccountStatus.state = 'FAILED';
    expect([call, result].flatMap((event) => started(event, 'OffboardAccount'))).toEqual([]);
    for (const event of [call, result]) expect(() => readOffboarding(event)).toThrow(InvalidInputError);
  });

  it('is on only where the parameter offboarding is ENABLED', () => {
    expect(resources.get('AccountDeparted')?.Properties).toMatchObject({
      State: ['OffboardsDeparted', 'ENABLED', 'DISABLED'], // an !If
    });
  });
});

function creating() {
  return { serviceEventDetails: { createAccountStatus: { state: 'IN_PROGRESS', accountId: ACCOUNT } } };
}

function closed() {
  return {
    eventName: 'CloseAccountResult',
    serviceEventDetails: { closeAccountStatus: { accountId: ACCOUNT, state: 'SUCCEEDED' } },
  };
}

describe('what a rule cannot deliver', () => {
  it('may be put into the queue by the rules of the stack, and by nobody else', () => {
    const own =
      'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${self:service}-${sls:stage}-*';
    expect(resources.get('UndeliveredEventsPolicy')?.Properties).toMatchObject({
      Queues: [{ Ref: 'UndeliveredEvents' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] },
            Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': own } } },
          },
          { Effect: 'Deny' },
        ],
      },
    });
  });
});

describe('the manual inputs of a roll call', () => {
  const inputs = globSync('events/roll-call*.json', { cwd: ROOT }).map((path) => basename(path, '.json'));

  it.each(inputs)('%s is understood', (name) => {
    expect(readRollCall(sampleEvent(name), vendorNames())).toMatchObject({ vendors: vendorNames() });
  });

  it('are those of a rule: a dry run, unless accounts are to be enrolled', () => {
    const [target] = Object(resources.get('RollCallDue')?.Properties).Targets;
    const [, ...texts] = target.Input['Fn::If'];
    expect(texts.map((text: string) => JSON.parse(text))).toEqual([
      sampleEvent('roll-call-dry-run'),
      sampleEvent('roll-call'),
    ]);
  });
});
