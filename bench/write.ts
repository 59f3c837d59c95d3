import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchmarks } from './benchmarks.ts';
import { printed } from './print.ts';
import { RECORDED, type Recorded, recorded } from './recorded.ts';
import { judged, Result } from './result.ts';

/** Runs benchmarks, each in a process of its own; keeps their results beside those of the others, and rewrites the document. */
export async function write(names: string[]): Promise<void> {
  const results: Recorded = existsSync(RECORDED) ? recorded() : {};
  for (const name of names) {
    const began = performance.now();
    const result = Result.parse(JSON.parse(run(fileOf('main.ts'), [name, '--json']), rounded));
    const tookSeconds = Math.round((performance.now() - began) / 1000);
    const measuredAt = new Date().toISOString().slice(0, 10);
    results[name] = { measuredAt, machine: machine(), tookSeconds, ...result };
    console.log(`\n${name}, in ${tookSeconds} s\n${printed(result)}`);
    if (judged(result).some(({ isMet }) => !isMet)) process.exitCode = 1;
  }
  const ordered = Object.keys(benchmarks).flatMap((name) => (results[name] ? [[name, results[name]]] : []));
  writeFileSync(RECORDED, `${JSON.stringify(Object.fromEntries(ordered), undefined, 2)}\n`);
  console.log(run(fileOf('../docs/generate/main.ts'), []));
}

/** What a program prints; it may end with 1, which means a missed goal. */
function run(program: string, args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0 && stdout === '') throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout;
}

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const machine = () =>
  `Node ${process.version}, ${process.arch}, ${availableParallelism()} cores of ${cpus()[0]?.model.trim()}`;

/** As many digits as say something. */
const rounded = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
