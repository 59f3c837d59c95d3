import { styleText } from 'node:util';
import { wrap } from '../print/wrap.ts';
import type { Finding } from './finding.ts';

/** The findings for a person, a line each; what fixes one is alone on its lines, for copying. */
export function showFindings(findings: Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, found, fix }) => [
    wrap(`${MARKS[state]} ${check.padEnd(width)}  ${found}`, width + 4),
    ...(fix === undefined ? [] : [fix]),
  ]);
  return [...lines, '', summary(findings)].join('\n');
}

const MARKS = {
  ok: styleText('green', '✔'),
  failed: styleText('red', '✘'),
  unknown: styleText('yellow', '?'),
};

function summary(findings: Finding[]): string {
  const count = (wanted: Finding['state']) => findings.filter(({ state }) => state === wanted).length;
  const [failed, unknown] = [count('failed'), count('unknown')];
  const open = unknown === 0 ? '' : `, ${unknown} could not be checked`;
  const problems = failed === 0 ? 'No problem' : `${failed} ${failed === 1 ? 'problem' : 'problems'}`;
  return `${problems}${open}. Nothing was changed.`;
}
