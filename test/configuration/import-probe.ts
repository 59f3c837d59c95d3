/**
 * A program of its own, run by import.test.ts: imports every function and prints as JSON what had been built and which
 * variables our own code had read of the environment by then, and the same again after services were asked for.
 */
import { globSync } from 'node:fs';
import { queryObjects } from 'node:v8';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import '@aws-sdk/client-dynamodb';
import '@aws-sdk/client-iam';
import '@aws-sdk/client-organizations';
import '@aws-sdk/client-resource-groups-tagging-api';
import '@aws-sdk/client-s3';
import '@aws-sdk/client-secrets-manager';
import '@aws-sdk/client-sfn';
import '@aws-sdk/client-sts';
import { Client } from '@smithy/core/client';

const root = new URL('../../', import.meta.url);
/** The SDK's clients all extend one class. They are loaded above, as their prototypes count. */
const classes = { Client, Logger, Metrics };

const reads: string[] = [];
Error.stackTraceLimit = Number.POSITIVE_INFINITY;
process.env = new Proxy(process.env, {
  get: (variables, name) => noted(name) && Reflect.get(variables, name),
  has: (variables, name) => noted(name) && Reflect.has(variables, name),
  ownKeys: (variables) => (noted('every name') ? Reflect.ownKeys(variables) : []),
});

/** Libraries may read what they like when they are loaded; a read counts when our code is among its callers. */
function noted(name: string | symbol): true {
  const { stack = '' } = new Error();
  if (['lib/', 'functions/'].some((folder) => stack.includes(`${new URL(folder, root).href}`))) {
    reads.push(String(name));
  }
  return true;
}

/** Living objects by class. The count of a class alone is not 0: the prototypes of its subclasses count. */
const count = () =>
  Object.entries(classes).map(([name, built]) => [name, queryObjects(built, { format: 'count' })] as const);
const before = new Map(count());
const built = () =>
  Object.fromEntries(
    count().flatMap(([name, number]) =>
      number > (before.get(name) ?? 0) ? [[name, number - (before.get(name) ?? 0)]] : [],
    ),
  );

const handlers: unknown[] = [];
for (const path of globSync('functions/*.ts', { cwd: root })) {
  handlers.push(await import(new URL(path, root).href));
}
const atImport = { built: built(), reads: [...reads] };

const { organization, accountAccess } = await import('../../lib/services.ts');
const { readConfig } = await import('../../lib/config.ts');
const kept = [organization(), accountAccess()];
try {
  readConfig();
} catch {
  // The environment is empty.
}
const onUse = { built: built(), reads: [...new Set(reads)] };
console.log(JSON.stringify({ functions: handlers.length, atImport, onUse, services: kept.length }));
