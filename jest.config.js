import { availableParallelism } from 'node:os';

/** Node loads the TypeScript sources, types are checked by `npm run check`. */
const project = {
  testRunner: '<rootDir>/test/runner.js',
  transform: {},
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

/** No wait takes real time, and no result depends on the machine's speed. */
const simulated = { ...project, setupFilesAfterEnv: ['<rootDir>/test/simulated-time.ts'] };

const [command, reliability] = ['cli', 'reliability'].map((folder) => `<rootDir>/test/${folder}/`);

const limits = {
  globalSetup: '<rootDir>/test/temporary-folder.ts',
  maxWorkers: availableParallelism() + 1, // the tests of the command wait for processes while others work
  testTimeout: 300_000, // a safety net for what hangs, not a limit that a slow machine reaches
};

/** What `npm run test:reliability` runs. */
export const enumerations = {
  ...limits,
  projects: [{ ...simulated, testMatch: [`${reliability}**/*.test.ts`] }],
};

/** What `npm test` runs; the command in processes of its own. */
export default {
  ...limits,
  projects: [
    {
      ...simulated,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [command, reliability],
    },
    { ...project, testMatch: [`${command}**/*.test.ts`] },
  ],
};
