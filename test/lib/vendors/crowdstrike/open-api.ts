import type { RequestListener } from 'node:http';
import { crowdstrikeApi } from '../../../../lib/vendors/crowdstrike/api.ts';
import { d4c } from '../../../../lib/vendors/crowdstrike/d4c.ts';
import { account } from '../../role-builder.ts';
import { serve } from '../../server.ts';

/** The account as CrowdStrike shows it, with overrides. */
export const resource = (overrides: object = {}) => ({
  ID: 25080,
  account_id: account.id,
  iam_role_arn: 'arn:aws:iam::444455556666:role/CrowdStrikeCSPMReader',
  intermediate_role_arn: 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector',
  external_id: '1qaz2wsx3edc4rfv5tgb6yhn',
  status: 'Event_DiscoverAccountStatusProvisioned',
  ...overrides,
});

/** The API of a CrowdStrike that answers so, with a token at hand. */
export async function openApi(answer: RequestListener) {
  const { url } = await serve(answer);
  const session = async () => ({ url, token: 'token', secrets: [] });
  const recipient = { vendor: 'CrowdStrike', answerWithinSeconds: 5 };
  return crowdstrikeApi(recipient, { current: session, renewed: session }, d4c);
}

/** The same, for one answer to every request. */
export const apiAnswering = (status: number, body: unknown) =>
  openApi((_, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
  );
