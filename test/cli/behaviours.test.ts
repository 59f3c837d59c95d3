import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT } from '../scene.ts';
import { behaviours } from './behaviours.ts';
import { operated, vendors } from './operated.ts';

const accounts = [ACCOUNT, '555566667777'] as const;
const world = await operated([...accounts]);
const file = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html');

describe('on the stack in a world,', () => {
  it.each(Object.entries(behaviours))('%s', (_sentence, holds) =>
    holds({ ...world, accounts, vendors, file }),
  );
});
