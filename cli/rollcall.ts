#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
// Whoever reads the output may stop reading, as head does.
process.stdout.on('error', () => process.exit(0));

const { program } = await import('./commands/program.ts');
const { problem } = await import('./target/problem.ts');
try {
  await program().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`error: ${problem(error)}\n`);
  process.exit(2);
}
