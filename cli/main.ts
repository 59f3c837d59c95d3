import { enableCompileCache } from 'node:module';

enableCompileCache();
// Whoever reads the output may stop reading, as head does.
process.stdout.on('error', () => process.exit(0));

const { start } = await import('./start.ts');
const code = await start(process.argv.slice(2));
// A connection that is still open must not keep a command that failed.
if (code === 2) process.exit(code);
process.exitCode = code;
