import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { ACCOUNT } from '../scene.ts';
import { behaviours, type Operated } from './behaviours.ts';
import { anyPorts, atTerminal, controlsOf, ended, operator, world } from './command.ts';

const OTHER = '555566667777';

let child: ChildProcess;
let operated: Operated;
beforeAll(async () => {
  child = world(anyPorts);
  operated = operatedBy(await controlsOf(child));
});
afterAll(() => child.kill());

/** The stack in a world. */
function operatedBy(controls: string): Operated {
  const control = (path: string, method: string, body?: object) =>
    fetch(controls + path, { method, body: body === undefined ? null : JSON.stringify(body) });
  const fast = {
    aws: { roleNotAssumableSeconds: 0, accountNotReadySeconds: 0 },
    cloudcraft: { rateLimit: 'off' },
  };
  return {
    rollcall: (...parameters) => ended(operator([...parameters, '--world', controls])),
    typing: (line, ...parameters) =>
      atTerminal([...parameters, '--world', controls], { ', type ': `${line}\n` }),
    accounts: [ACCOUNT, OTHER],
    vendors: (readDeployment().environment['VENDORS'] ?? '').split(','),
    async holdings(account) {
      const reports = Reports.parse(await (await control(`/accounts/${account}`, 'GET')).json());
      return {
        listed: reports.filter(({ registrations }) => registrations.length > 0).length,
        roles: reports.filter(({ role }) => role !== undefined).length,
      };
    },
    async refusing(vendor) {
      if (vendor === undefined) await control('/heal', 'POST');
      else await control(`/presets/${vendor}`, 'PUT', { preset: 'forbidden' });
      await control('/switches', 'PATCH', fast);
      await control('/accounts', 'POST', { id: OTHER });
    },
    file: join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html'),
  };
}

const Reports = z.array(z.object({ role: z.unknown().optional(), registrations: z.array(z.unknown()) }));

describe('on the stack in a world,', () => {
  beforeAll(() => operated.refusing(undefined));

  it.each(Object.entries(behaviours))('%s', (_sentence, holds) => holds(operated));
});
