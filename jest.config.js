/** Jest runs the TypeScript sources as ES modules; only syntax is stripped, types are checked by `npm run check`. */
const project = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', experimental: { keepImportAttributes: true } } }],
  },
};

/** Where the clock is simulated, so that no wait takes real time and no result depends on the machine's speed. */
const simulated = ['emulators', 'functions', 'lib', 'workflows', 'reliability', 'fixture-vendor'];

export default {
  projects: [
    {
      ...project,
      displayName: 'simulated time',
      testMatch: simulated.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
      setupFilesAfterEnv: ['<rootDir>/test/simulated-time.ts'],
    },
    {
      ...project,
      displayName: 'real time',
      testMatch: ['configuration', 'cli'].map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
    },
  ],
  maxWorkers: '100%', // by default Jest leaves a core alone, which is half of a small machine
  testTimeout: 120_000, // a safety net for what hangs, not a limit that a slow machine reaches
};
