import type { AwsState } from '../../emulators/aws/state.ts';
import { plural } from '../../lib/coverage/amount.ts';
import { wrap } from './wrap.ts';

/** A world that runs, for whoever started it. */
interface Shown {
  /** The URLs of its sides by title. */
  urls: Record<string, string>;
  controls: string;
  state: AwsState;
  /** The file that keeps it. */
  file: string | undefined;
  /** The options that are for a new world, and were given to one that goes on. */
  ignored: string[];
}

/** How to use a world: its URLs, a roll call, and the ways into it. */
export function showWorld({ urls, controls, state, file, ignored }: Shown): string {
  const { managementAccountId, units } = state.organization;
  const members = [...state.accounts.values()].flatMap(({ id, membership }) =>
    membership === undefined || id === managementAccountId ? [] : [id],
  );
  const [account = managementAccountId] = members;
  const names = [...units].map(([id, { name }]) => `${id} (${name})`);
  const about = [
    'The world runs until you press Ctrl-C.',
    ...(file === undefined ? [] : [`It is kept in ${file}, from which the same command goes on.`]),
    ...(ignored.length === 0 ? [] : [`Ignored, as only a new world takes it: ${ignored.join(', ')}.`]),
    `Its organization has ${plural(members.length, 'account')} beside the management account${names.length === 0 ? '' : `, in the units ${names.join(' and ')}`}.`,
  ];
  return `${wrap(about.join(' '), 0)}

${Object.entries({ ...urls, controls })
  .map(([title, url]) => `  ${title.padEnd(13)}${url}`)
  .join('\n')}

In another terminal, a roll call over all accounts, and its page:
  npx rollcall roll-call --world ${controls}
  npx rollcall report --open --world ${controls}
To enroll ${account} alone:
  npm start -- ${account} --world ${controls}
To use the AWS CLI as an operator of the management account:
  eval "$(curl -s ${controls}/environment)"
and as an administrator of the account ${account}:
  eval "$(curl -s ${controls}/accounts/${account}/environment)"
The world runs in real time. To move its clock ahead by ten minutes:
  curl ${controls}/skip -d '{"seconds":600}'
docs/local-world.md has more.
`;
}
