import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';
import jestCircus from 'jest-circus/runner';

/** Jest's and Stryker's globals are those that Node does not have. */
const NODES = new Set(Object.getOwnPropertyNames(globalThis));
/** The classes with which `expect.any` compares; its own are those of Jest's realm. */
const CLASSES = { Array, Boolean, Date, Function, Number, Object, String };

let files = 0;

/**
 * Runs a test file as Jest does, but lets Node load it with what it imports: a worker process loads the SDK and the
 * product once, and not for each file anew. A file's environment variables are its own.
 */
export default async function run(...given) {
  const [, , environment, runtime] = given;
  const { env } = process;
  process.env = { ...env };
  files += 1;
  Object.assign(environment.global, CLASSES);
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => {
    for (const name of Object.keys(environment.global))
      if (!NODES.has(name)) globalThis[name] = environment.global[name];
    return import(pathToFileURL(path).href);
  };
  try {
    return await jestCircus.default(...given);
  } finally {
    process.env = env;
  }
}

/**
 * The modules below test/ are evaluated for each file: some of them say what happens after each of its tests. So are all
 * others of the project when these are mutated, and the mutant may be in what runs only once.
 */
const ANEW = new URL(process.env['ROLLCALL_MUTATED'] === undefined ? './' : '../', import.meta.url).href;

/** An instance of a function, as `emulators/engine/lambda-service.ts` starts it: the tests start thousands. */
const INSTANCE = /\?instance=\d+$/;
/** What Node runs of each function's file. */
const sources = new Map();

registerHooks({
  resolve(specifier, context, next) {
    if (INSTANCE.test(specifier)) return { url: specifier, format: 'module', shortCircuit: true };
    const found = next(specifier, { ...context, parentURL: context.parentURL?.replace(INSTANCE, '') });
    const isAnew = found.url.startsWith(ANEW) && !/\/node_modules\/|\?/.test(found.url);
    return isAnew ? { ...found, url: `${found.url}?file=${files}` } : found;
  },
  load(url, context, next) {
    if (!INSTANCE.test(url)) return next(url, context);
    const file = url.replace(INSTANCE, '');
    const source = sources.get(file) ?? stripTypeScriptTypes(readFileSync(new URL(file), 'utf8'));
    sources.set(file, source);
    return { format: 'module', source, shortCircuit: true };
  },
});
