import * as v from 'valibot';
import type { ReportStore } from '../aws/report-store.ts';
import { Finding } from '../coverage/roll.ts';
import { ToInspect, unseen } from './inspection.ts';
import { readObject } from './read-object.ts';

/** So many parts are written or read at once. */
const IN_PARALLEL = 10;

/** What the functions of an inspection leave each other in the bucket, by the number of the part. */
export function inspectionRecords(store: ReportStore, execution: string) {
  const folder = `roll-calls/${execution}`;
  const put = (name: string, content: object) =>
    store.put(`${folder}/${name}.json`, { text: JSON.stringify(content), type: 'application/json' });
  const part = async (number: number) =>
    (await readObject(store, `${folder}/roles/${number}.json`, v.array(ToInspect))) ?? [];
  const found = (number: number) => readObject(store, `${folder}/findings/${number}.json`, v.array(Finding));
  return {
    part,
    writeParts: (parts: ToInspect[][]) =>
      each(parts.length, (number) => put(`roles/${number}`, parts[number] ?? [])),
    writeFindings: (number: number, findings: Finding[]) => put(`findings/${number}`, findings),
    /** The findings of so many parts. Of a part that left none, no role was seen. */
    findings: async (parts: number): Promise<Finding[]> => {
      const all = await each(
        parts,
        async (number) =>
          (await found(number)) ?? unseen(await part(number), 'the inspection ended before it came to it'),
      );
      return all.flat();
    },
  };
}

async function each<T>(count: number, work: (number: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let next = 0; next < count; next += IN_PARALLEL) {
    const numbers = Array.from({ length: Math.min(IN_PARALLEL, count - next) }, (_, at) => next + at);
    done.push(...(await Promise.all(numbers.map(work))));
  }
  return done;
}
