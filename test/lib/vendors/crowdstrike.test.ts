import { keepsTheContract } from './contract.ts';

describe.each(['d4c', 'cloud-security'] as const)('CrowdStrike, by its family %s', (apiFamily) => {
  keepsTheContract({
    name: 'crowdstrike',
    verifiesRole: false,
    opening: { apiFamily },
    known: ({ crowdstrike }) => crowdstrike.state.registrations.map(({ iamRoleArn }) => iamRoleArn),
    multiply({ crowdstrike: { state, switches } }, ids) {
      switches.operationalAfter = Number.POSITIVE_INFINITY; // it would try the role of each when it is asked for them
      const [made] = state.registrations;
      if (made !== undefined)
        state.registrations.push(...ids.map((accountId) => ({ ...made, accountId, id: Number(accountId) })));
    },
    throttled: { switches: { crowdstrike: { rateLimit: 0, retryAfter: 'absent' } } },
    rotate({ crowdstrike }) {
      const clientSecret = 'rotated-secret-of-forty-characters-12345';
      crowdstrike.state.clients = crowdstrike.state.clients.map((old) => ({ ...old, clientSecret }));
      crowdstrike.revokeTokens();
      return { clientSecret };
    },
  });
});
