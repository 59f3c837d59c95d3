import { build } from 'esbuild';
import { reportSchema } from '../lib/coverage/schema.ts';

const ROOT = new URL('..', import.meta.url).pathname;

/** Browsers of the last years, and what an auditor's office may still have. */
const target = ['chrome110', 'firefox110', 'safari16'];

/**
 * The generated files of the coverage report by path: its published JSON Schema, and the page's script and style as
 * one JSON module, which Node.js, the bundler and the tests load alike.
 */
export async function coverageFiles(): Promise<Record<string, string>> {
  const [script, style] = await Promise.all(['main.js', 'style.css'].map(minified));
  return {
    'docs/coverage-report.schema.json': json(reportSchema()),
    'lib/coverage/page/assets.json': json({ script, style }),
  };
}

async function minified(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}lib/coverage/page/browser/${name}`],
    ...{ bundle: true, minify: true, format: 'iife', target, write: false },
  });
  return outputFiles[0]?.text.trim() ?? '';
}

const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
