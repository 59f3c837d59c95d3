import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import jestCircus from 'jest-circus/runner';

/** What a test file finds without importing it. */
const GLOBALS = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'test'];
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
    for (const name of GLOBALS) globalThis[name] = environment.global[name];
    return import(pathToFileURL(path).href);
  };
  try {
    return await jestCircus.default(...given);
  } finally {
    process.env = env;
  }
}

const TESTS = new URL('./', import.meta.url).href;

// The modules below test/ are evaluated for each file: some of them say what happens after each of its tests.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.startsWith(TESTS) ? { ...found, url: `${found.url}?file=${files}` } : found;
  },
});
