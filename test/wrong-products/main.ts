import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WrongProduct, wrongProducts } from './wrong-products.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

/** All that `npm start` reads. */
const PARTS = [
  ...['cli', 'emulators', 'events', 'functions', 'infrastructure', 'lib', 'workflows'],
  ...['package.json', 'serverless.yml', 'tsconfig.json'],
];

const FAMILIES = ['d4c', 'cloud-security'] as const;

const waiting = wrongProducts.flatMap((wrong) =>
  (wrong.family === undefined ? FAMILIES : [wrong.family]).map((family) => ({ ...wrong, family })),
);
const total = waiting.length;
let enrolled = 0;

const copies = Array.from({ length: availableParallelism() }, copy);
process.once('exit', () => {
  for (const root of copies) rmSync(root, { recursive: true, force: true });
});
for (const family of FAMILIES)
  if ((await start(copies[0] ?? '', family)).code !== 0)
    throw new Error(`npm start does not succeed before anything is changed, with the family ${family}`);
console.log(
  `${wrongProducts.length} wrong products, ${total} times "npm start", each of which has to fail\n`,
);
await Promise.all(copies.map(work));
console.log(`\n${total - enrolled} of ${total} failed`);
process.exitCode = enrolled === 0 ? 0 : 1;

async function work(root: string) {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const restore = change(root, next);
    const { code, error } = await start(root, next.family);
    restore();
    if (code === 0) enrolled += 1;
    console.log(`${code === 0 ? 'ENROLLED' : 'failed'}  ${next.what} (${next.family})\n          ${error}`);
  }
}

function copy(): string {
  const root = mkdtempSync(join(tmpdir(), 'wrong-product-'));
  for (const part of PARTS) cpSync(join(PROJECT, part), join(root, part), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  return root;
}

function change(root: string, { what, file, from, to }: WrongProduct) {
  const path = join(root, file);
  const right = readFileSync(path, 'utf8');
  if (right.split(from).length !== 2) throw new Error(`${file} has not one place for "${what}": ${from}`);
  writeFileSync(
    path,
    right.replace(from, () => to),
  );
  return () => writeFileSync(path, right);
}

/** Runs what `npm start` runs; gives its exit code, and the error that it ends with. */
function start(root: string, family: string): Promise<{ code: number | null; error: string }> {
  const child = spawn(process.execPath, ['cli/main.ts', '--family', family], { cwd: root });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = output.split('\n');
      const at = lines.findIndex((line) => line.startsWith('Failed: '));
      resolve({ code, error: (at === -1 ? lines : lines.slice(at)).slice(0, 3).join(' ').slice(0, 200) });
    });
  });
}
