import { runWorld } from './world.ts';

const code = await runWorld(process.argv.slice(2));
if (code !== undefined) process.exit(code);
