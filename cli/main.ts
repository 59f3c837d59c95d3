import { enableCompileCache } from 'node:module';

enableCompileCache();
const { readOptions } = await import('./options.ts');

// Whoever reads the output may stop reading, as head does.
process.stdout.on('error', () => process.exit(0));

const options = readOptions(process.argv);
try {
  // A wrong command line is answered before all the rest is loaded.
  const { run } = await import('./run.ts');
  process.exitCode = await run(options);
} catch (error) {
  const { errorText } = await import('./print/error-text.ts');
  process.stderr.write(errorText(error instanceof Error ? error.message : String(error)));
  process.exit(2);
}
