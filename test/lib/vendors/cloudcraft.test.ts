import { keepsTheContract } from './contract.ts';

describe('Cloudcraft', () => {
  keepsTheContract({
    name: 'cloudcraft',
    verifiesRole: true,
    known: ({ cloudcraft }) => cloudcraft.state.accounts.map(({ roleArn }) => roleArn),
    throttled: { switches: { cloudcraft: { rateLimitRequests: 0, retryAfter: 'absent' } } },
    rotate({ cloudcraft }) {
      const apiKey = 'rotated3vFUUkgfzoBK+UKyPmZw1NsdfrFzdvZoyFJw8=';
      cloudcraft.state.apiKeys = cloudcraft.state.apiKeys.map((old) => ({ ...old, key: apiKey }));
      return { apiKey };
    },
  });
});
