import { GetRoleCommand } from '@aws-sdk/client-iam';
import { attempt } from '../../../lib/aws/failure.ts';
import {
  AccessDeniedError,
  AccountNotFoundError,
  AwsRejectedError,
  AwsUnavailableError,
} from '../../../lib/errors.ts';
import { scene } from '../../scene.ts';
import { administrator } from './member.ts';

const about = { tried: 'get the role', next: 'do this' };

/** What IAM's answer of that code and status becomes. */
async function refusal(code: string, status: number) {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>it says</Message></Error></ErrorResponse>`;
  const headers = { 'content-type': 'text/xml' };
  const { world } = await scene({
    faults: [{ to: 'aws', call: 'iam:GetRole', answer: { status, headers, body } }],
  });
  const iam = administrator(world);
  return attempt(about, () => iam.send(new GetRoleCommand({ RoleName: 'any' }))).catch((error) => error);
}

describe('what passes by itself is AwsUnavailableError', () => {
  it.each([
    ['Throttling', 400],
    ['ThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['TooManyRequestsException', 400],
    ['ConcurrentModification', 409],
    ['ServiceFailure', 500],
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
    ['ExpiredToken', 403],
  ])('%s', async (code, status) => {
    const error = await refusal(code, status);
    expect(error).toBeInstanceOf(AwsUnavailableError);
    expect(error.message).toMatch(/^Tried to get the role: \w+ it says\.$/);
    expect(error.cause).toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  it.each(['<html>please sign in', '<GetRoleResponse><GetRoleResult><Role>', '}{'])(
    'an answer 200 that cannot be read: %s',
    async (body) => {
      const { world } = await scene({
        faults: [{ to: 'aws', call: 'iam:', answer: { status: 200, headers: {}, body } }],
      });
      const iam = administrator(world);
      const call = attempt(about, () => iam.send(new GetRoleCommand({ RoleName: 'any' })));
      await expect(call).rejects.toThrow(AwsUnavailableError);
    },
  );

  it('an error without a message, which is reported by its name', async () => {
    const nameless = Object.assign(new Error(''), { name: 'TimeoutError' });
    const call = attempt(about, () => Promise.reject(nameless));
    await expect(call).rejects.toThrow(AwsUnavailableError);
    await expect(call).rejects.toThrow('get the role: TimeoutError.');
  });

  it('no answer at all', async () => {
    const { world } = await scene({ faults: [{ to: 'aws', call: 'iam:', answer: { cut: 'connection' } }] });
    const iam = administrator(world);
    const call = attempt(about, () => iam.send(new GetRoleCommand({ RoleName: 'any' })));
    await expect(call).rejects.toThrow(AwsUnavailableError);
  });
});

describe('what does not pass is AwsRejectedError', () => {
  it.each([
    ['LimitExceeded', 409],
    ['MalformedPolicyDocument', 400],
    ['InvalidInput', 400],
    ['EntityAlreadyExists', 409],
    ['NoSuchEntity', 404],
    ['InvalidClientTokenId', 403],
    ['ValidationError', 400],
  ])('%s', async (code, status) => {
    const error = await refusal(code, status);
    expect(error).toBeInstanceOf(AwsRejectedError);
    expect(error.message).toMatch(/it says\. Next: do this\.$/);
    expect(error.cause).toMatchObject({ $metadata: { httpStatusCode: status } });
  });
});

it.each(['AccessDenied', 'AccessDeniedException'])('%s is AccessDeniedError', async (code) => {
  const error = await refusal(code, 403);
  expect(error).toBeInstanceOf(AccessDeniedError);
  expect(error.cause).toMatchObject({ name: code });
});

it("an error of Rollcall's own stays what it is", async () => {
  const own = new AccountNotFoundError({ tried: 'a', answered: 'b', next: 'c' });
  await expect(attempt(about, () => Promise.reject(own))).rejects.toBe(own);
});

it.each([
  new TypeError('x is not a function'),
  new RangeError('Maximum call stack size exceeded'),
  new ReferenceError('x is not defined'),
])('a fault in our own code stays what it is: %p', async (fault) => {
  await expect(attempt(about, () => Promise.reject(fault))).rejects.toBe(fault);
});

it.each([
  [
    'of a connection, which has a code',
    Object.assign(new TypeError('terminated'), { code: 'UND_ERR_SOCKET' }),
  ],
  ['of a garbled answer, which has it', Object.assign(new TypeError('no XML'), { $response: {} })],
])('an error that is like one, but %s, is AwsUnavailableError', async (_, error) => {
  await expect(attempt(about, () => Promise.reject(error))).rejects.toThrow(AwsUnavailableError);
});

it('what a call gives is given back', async () => {
  expect(await attempt(about, async () => 'given')).toBe('given');
});
