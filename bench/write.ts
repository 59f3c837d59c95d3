import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { benchmarks } from './benchmarks.ts';
import { printed } from './print.ts';
import { RECORDED, type Recorded, recorded } from './recorded.ts';
import { judged, Result } from './result.ts';

/**
 * Runs benchmarks, each in a process of its own: what is simulated in parallel, what measures the machine alone. Keeps
 * their results beside those of the others, and rewrites the document.
 */
export async function write(names: string[]): Promise<void> {
  const simulated = names.filter((name) => benchmarks[name]?.clock === 'simulated');
  const lane = async () => {
    for (let name = simulated.shift(); name !== undefined; name = simulated.shift()) await measure(name);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  for (const name of names) if (benchmarks[name]?.clock === 'real') await measure(name);
  console.log(await run('../docs/generate/main.ts', []));
}

async function measure(name: string): Promise<void> {
  const began = performance.now();
  const result = v.parse(Result, JSON.parse(await run('main.ts', [name, '--json']), rounded));
  const tookSeconds = Math.round((performance.now() - began) / 1000);
  keep(name, { measuredAt: new Date().toISOString().slice(0, 10), machine, tookSeconds, ...result });
  console.log(`\n${name}, in ${tookSeconds} s\n${printed(result)}`);
  if (judged(result).some(({ isMet }) => !isMet)) process.exitCode = 1;
}

/** In the order of the benchmarks, each point of a curve on one line. */
function keep(name: string, result: Recorded[string]): void {
  const results: Recorded = { ...(existsSync(RECORDED) ? recorded() : {}), [name]: result };
  const ordered = Object.keys(benchmarks).flatMap((each) => (results[each] ? [[each, results[each]]] : []));
  const text = JSON.stringify(Object.fromEntries(ordered), undefined, 2);
  writeFileSync(RECORDED, `${text.replace(/\[\s+([\d.]+),\s+([\d.]+)\s+\]/g, '[$1, $2]')}\n`);
}

/** What a program prints. A benchmark that misses a goal prints its result, too, and ends with 1. */
async function run(program: string, args: string[]): Promise<string> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = promisify(execFile)(process.execPath, [path, ...args], { maxBuffer: 2 ** 26 });
  child.child.stderr?.pipe(process.stderr);
  const { stdout } = await child.catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error && String(error.stdout) !== '')
      return { stdout: String(error.stdout) };
    throw error;
  });
  return stdout;
}

const machine = `Node ${process.version}, ${process.arch}, ${availableParallelism()} cores of ${cpus()[0]?.model.trim()}`;

/** As many digits as say something. */
const rounded = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
