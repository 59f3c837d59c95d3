import type { Connection } from './connection.ts';
import { deploy } from './deploy.ts';
import { NotChecked, Problem } from './problem.ts';
import { quoted } from './quoted.ts';
import type { Subject } from './subject.ts';

/** Whether the AWS account that the settings pin is the one that the vendor answers. */
export async function pin({ target }: Subject, connection: Connection): Promise<string> {
  const { name, given } = connection;
  const { trustedAccountId: pinned } = given;
  const answered = await answeredAccount(connection);
  if (answered === pinned) return `${pinned}, as the vendor answers`;
  if (answered === undefined) {
    if (pinned === NOBODY) throw new Problem(`${pinned} is nobody: every enrollment stops`, fix('<id>'));
    throw new NotChecked(`${pinned}; nothing is registered yet that names another`);
  }
  throw new Problem(
    `${pinned} is pinned, and the vendor answers ${answered}: every enrollment stops. If the vendor confirms ${answered}:`,
    fix(answered),
  );

  function fix(id: string): string {
    const parameter = `${name}=${JSON.stringify({ ...given, trustedAccountId: id })}`;
    return deploy(target, ` --param=${quoted(parameter)}`);
  }
}

/** What serverless.yml pins before anybody does. */
const NOBODY = '000000000000';

/** Undefined where the vendor names one only in a registration, and there is none. Its words never become a command. */
async function answeredAccount({ vendor, known }: Connection): Promise<string | undefined> {
  const port = await vendor();
  let { request: { principal } = { principal: undefined } } = await known().catch(unreachable);
  if (principal === undefined)
    for await (const { request } of port.registrations()) {
      principal = request?.principal;
      if (principal !== undefined) break;
    }
  if (principal === undefined) return undefined;
  const [, account] = /^arn:[\w-]+:iam::(\d{12}):/.exec(principal) ?? [];
  if (account === undefined)
    throw new Problem('the vendor answers a principal that is not of an AWS account');
  return account;
}

/** The check of the vendor itself reports why. */
function unreachable(): never {
  throw new NotChecked('not checked, as the vendor cannot be read');
}
