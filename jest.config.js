/** Jest runs the TypeScript sources as ES modules; only syntax is stripped, types are checked by `npm run check`. */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', experimental: { keepImportAttributes: true } } }],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  maxWorkers: '100%', // by default Jest leaves a core alone, which is half of a small machine
  testTimeout: 30_000,
};
