/** Jest runs the TypeScript sources as ES modules; only syntax is stripped, types are checked by `npm run check`. */
const project = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', experimental: { keepImportAttributes: true } } }],
  },
};

export default {
  projects: [
    {
      ...project,
      displayName: 'simulated time', // no wait takes real time, and no result depends on the machine's speed
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/cli/'],
      setupFilesAfterEnv: ['<rootDir>/test/simulated-time.ts'],
    },
    { ...project, displayName: 'other processes', testMatch: ['<rootDir>/test/cli/**/*.test.ts'] },
  ],
  maxWorkers: '100%', // by default Jest leaves a core alone, which is half of a small machine
  testTimeout: 120_000, // a safety net for what hangs, not a limit that a slow machine reaches
};
