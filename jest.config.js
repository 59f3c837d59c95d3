import { availableParallelism } from 'node:os';

/** Node loads the TypeScript sources, types are checked by `npm run check`. */
const project = {
  testRunner: '<rootDir>/test/runner.js',
  transform: {},
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

/** No wait takes real time, and no result depends on the machine's speed. */
const simulated = { ...project, setupFilesAfterEnv: ['<rootDir>/test/simulated-time.ts'] };

const [realTime, reliability] = ['cli/real-time', 'reliability'].map((folder) => `<rootDir>/test/${folder}/`);

const limits = {
  globalSetup: '<rootDir>/test/temporary-folder.ts',
  maxWorkers: availableParallelism() + 1, // the tests of processes wait for these while others work
  testTimeout: 300_000, // a safety net for what hangs, not a limit that a slow machine reaches
};

/** What `npm run test:reliability` runs. */
export const enumerations = {
  ...limits,
  projects: [{ ...simulated, testMatch: [`${reliability}**/*.test.ts`] }],
};

/** What `npm test` runs; programs in real time, or in a simulated time of their own. */
export default {
  ...limits,
  projects: [
    {
      ...simulated,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [realTime, reliability],
    },
    { ...project, testMatch: [`${realTime}**/*.test.ts`] },
  ],
};
