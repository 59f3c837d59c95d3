/** Jest runs the TypeScript sources as ES modules; only syntax is stripped, types are checked by `npm run check`. */
export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', experimental: { keepImportAttributes: true } } }],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 30_000,
};
