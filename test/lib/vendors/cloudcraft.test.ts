import { keepsTheContract } from './contract.ts';

describe('Cloudcraft', () => {
  keepsTheContract({
    name: 'cloudcraft',
    verifiesRole: true,
    known: ({ cloudcraft }) => cloudcraft.state.accounts.map(({ roleArn }) => roleArn),
    multiply({ cloudcraft: { state } }, ids) {
      const [made] = state.accounts;
      if (made === undefined) return;
      const of = (id: string) => made.roleArn.replace(/\d{12}/, id);
      state.accounts.push(...ids.map((id) => ({ ...made, id: `entry-${id}`, roleArn: of(id) })));
    },
    throttled: { switches: { cloudcraft: { rateLimitRequests: 0, retryAfter: 'absent' } } },
    rotate({ cloudcraft }) {
      const apiKey = 'rotated3vFUUkgfzoBK+UKyPmZw1NsdfrFzdvZoyFJw8=';
      cloudcraft.state.apiKeys = cloudcraft.state.apiKeys.map((old) => ({ ...old, key: apiKey }));
      return { apiKey };
    },
  });
});
