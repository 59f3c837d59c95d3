import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { deadline } from '../deadline.ts';
import { AwsUnavailableError, WrongAccountError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import type { PolicyDocument } from '../role/policy.ts';
import { assumeRefused, isRefusal } from './access-refusal.ts';
import { awsError } from './failure.ts';

/** Temporary credentials of a session in a member account. Never leave the function that asked for them. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Which session is asked for. */
export interface SessionRequest {
  /** Names of the access roles to try, in order. */
  accessRoles: string[];
  /** The execution's name; the member account's CloudTrail shows it as the role session's name. */
  execution: string;
  /** What the session may do at most. */
  policy: PolicyDocument;
}

/** Access to member accounts. */
export interface AccountAccess {
  /**
   * Assumes the first access role that can be assumed.
   * @throws {AccountNotReadyError} refused in a newly created account
   * @throws {AccessDeniedError} an explicit deny, or refused in any other account
   * @throws {WrongAccountError} the session is in another account
   * @throws {AwsUnavailableError} STS is throttled, gave no answer, or one without credentials
   */
  assume(
    account: Account,
    request: SessionRequest,
  ): Promise<{ accessRole: string; credentials: SessionCredentials }>;
  /** Gives the name of the access role that can be assumed. Throws as `assume`. */
  confirm(account: Account, request: Omit<SessionRequest, 'policy'>): Promise<string>;
}

/** Access by AssumeRole from the account of the stack. @param config what every STS client is made with */
export function accountAccess(config: STSClientConfig): AccountAccess {
  const sts = new STSClient(config);
  const assume = async (account: Account, request: SessionRequest) => {
    const refusals: Error[] = [];
    for (const accessRole of request.accessRoles) {
      const credentials = await assumeRole(sts, account, { ...request, accessRole }).catch((error) =>
        collect(account, error, refusals),
      );
      if (credentials !== undefined) return { accessRole, credentials };
    }
    throw assumeRefused(account, { accessRoles: request.accessRoles, refusals });
  };
  return {
    assume,
    confirm: async (account, request) => (await assume(account, { ...request, policy: NOTHING })).accessRole,
  };
}

const NEXT = 'find out which policy denies it';

/** For a session that nobody uses: it allows what needs no permission. */
const NOTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
};

/** The shortest session that STS gives, in seconds. Source: STS API reference, AssumeRole. */
const SESSION_SECONDS = 900;

async function assumeRole(
  sts: STSClient,
  account: Account,
  how: SessionRequest & { accessRole: string },
): Promise<SessionCredentials> {
  const RoleArn = `arn:${account.partition}:iam::${account.id}:role/${how.accessRole}`;
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: sessionName(how.execution),
      DurationSeconds: SESSION_SECONDS,
      Policy: JSON.stringify(how.policy),
    }),
    { abortSignal: deadline() },
  );
  requireAccount(account, AssumedRoleUser?.Arn);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  if (AccessKeyId === '' || SecretAccessKey === '' || SessionToken === '') throw withoutCredentials(RoleArn);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

const withoutCredentials = (arn: string) =>
  new AwsUnavailableError({ tried: `assume ${arn}`, answered: 'an answer without complete credentials' });

/** Source: STS API reference: 2 to 64 characters of `[\w+=,.@-]`. */
const sessionName = (execution: string) =>
  execution
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');

function requireAccount(account: Account, arn: string | undefined) {
  if (arn?.split(':')[4] === account.id) return;
  throw new WrongAccountError({
    tried: `assume the access role in ${describeAccount(account)}`,
    answered: `the session that STS gave is ${arn ?? 'of nobody'}; nothing was written`,
    next: 'check the endpoint and the credentials that the function uses',
  });
}

/** After a refusal the next access role is tried; any other error ends the attempt. */
function collect(account: Account, error: unknown, refusals: Error[]): undefined {
  const tried = `assume the access role in ${describeAccount(account)}`;
  if (!isRefusal(error)) throw awsError(error, { tried, next: NEXT });
  refusals.push(error);
}
