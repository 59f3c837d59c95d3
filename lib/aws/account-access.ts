import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import { deadline } from '../deadline.ts';
import { WrongAccountError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import type { PolicyDocument } from '../role/policy.ts';
import { isRefusal, refusal, refusalInside } from './access-refusal.ts';
import { attempt, awsError } from './failure.ts';

/** Temporary credentials of a session in a member account. Never leave the function that asked for them. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** How a session is opened. */
export interface Entry {
  /** Names of the access roles to try, in order. */
  accessRoles: string[];
  /** The execution's name; the member account's CloudTrail shows it as the role session's name. */
  execution: string;
  /** What the session may do at most. */
  policy: PolicyDocument;
}

/** The way into member accounts. */
export interface AccountAccess {
  /**
   * Opens a session with the first access role that lets us in.
   * @throws {AccountNotReadyError} a young account refuses
   * @throws {AccessDeniedError} an explicit deny, or an account that is not young refuses
   * @throws {WrongAccountError} STS let us into another account
   * @throws {AwsUnavailableError} STS is throttled or gave no answer
   */
  enter(account: Account, entry: Entry): Promise<{ accessRole: string; credentials: SessionCredentials }>;
  /** Proves with a call from inside that the account can be entered; gives the access role. Throws as `enter`. */
  confirm(account: Account, entry: Omit<Entry, 'policy'>): Promise<string>;
}

/** Access by AssumeRole from the management account. @param config what every STS client is made with */
export function accountAccess(config: STSClientConfig): AccountAccess {
  const sts = new STSClient(config);
  const enter = async (account: Account, entry: Entry) => {
    const refusals: Error[] = [];
    for (const accessRole of entry.accessRoles) {
      const credentials = await assume(sts, account, { ...entry, accessRole }).catch((error) =>
        collect(account, error, refusals),
      );
      if (credentials !== undefined) return { accessRole, credentials };
    }
    throw refusal(account, { accessRoles: entry.accessRoles, refusals });
  };
  return {
    enter,
    async confirm(account, entry) {
      const { accessRole, credentials } = await enter(account, { ...entry, policy: IDENTITY_ONLY });
      const inside = new STSClient({ ...config, credentials });
      const about = {
        tried: `call STS from inside ${describeAccount(account)} as ${accessRole}`,
        next: NEXT,
      };
      const call = () => inside.send(new GetCallerIdentityCommand({}), { abortSignal: deadline() });
      const identity = await attempt(about, () =>
        call().catch((error) => {
          throw refusalInside(account, error);
        }),
      );
      requireAccount(account, identity.Arn);
      return accessRole;
    },
  };
}

const NEXT = 'see which policy denies it, and start the enrollment again';

const IDENTITY_ONLY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
};

/** The shortest session that STS gives, in seconds. Source: STS API reference, AssumeRole. */
const SESSION_SECONDS = 900;

async function assume(
  sts: STSClient,
  account: Account,
  how: Entry & { accessRole: string },
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
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Source: STS API reference: 2 to 64 characters of `[\w+=,.@-]`. */
const sessionName = (execution: string) =>
  execution
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');

function requireAccount(account: Account, arn: string | undefined) {
  if (arn?.split(':')[4] === account.id) return;
  throw new WrongAccountError({
    tried: `enter ${describeAccount(account)}`,
    said: `STS let us in as ${arn ?? 'nobody'}; nothing was written`,
    next: 'look into the endpoint and the credentials that the function uses before starting the enrollment again',
  });
}

/** A refusal lets the next access role have its turn; any other error ends the attempt. */
function collect(account: Account, error: unknown, refusals: Error[]): undefined {
  if (!isRefusal(error)) throw awsError(error, { tried: `enter ${describeAccount(account)}`, next: NEXT });
  refusals.push(error);
}
