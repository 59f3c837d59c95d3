import type * as v from 'valibot';
import type { Fault } from '../../emulators/network/fault.ts';

/** One outgoing call of an enrollment: the `index`-th of all that a step makes for a vendor. */
export interface Point {
  to: string;
  call: string;
  function: string;
  /** Absent for the steps that are the same for all vendors. */
  vendor: string | undefined;
  index: number;
}

type FaultInput = v.InferInput<typeof Fault>;

/** A way for an enrollment to be interrupted at a call. */
export interface Crash {
  crash: string;
  fault: Pick<FaultInput, 'effect' | 'answer'>;
}

/** The call has done its work, and nobody knows. */
export const answerLost: Crash = {
  crash: 'it takes effect and its answer is lost',
  fault: { effect: 'taken', answer: { cut: 'connection' } },
};

/** All ways. A process that ends has sent its call: otherwise nothing is different from a call that fails. */
export const crashes: Crash[] = [
  { crash: 'it fails before it takes effect', fault: { effect: 'none', answer: { cut: 'connection' } } },
  answerLost,
  { crash: 'the process ends there', fault: { effect: 'taken', answer: { process: 'ends' } } },
];

/** The call is never answered, and its client gives up: tried once. */
export const hangs: Crash = {
  crash: 'it takes effect and hangs',
  fault: { effect: 'taken', answer: { delaySeconds: 1e6, part: 'headers' } },
};

/** The call is interrupted, and nothing else. */
export const once = (point: Point, { fault }: Crash): FaultInput[] => [
  { from: step(point), skip: point.index, times: 1, ...fault },
];

/** The call is interrupted, and from then on the step gets nothing done any more, however often it is repeated. */
export const lasting = (point: Point, crash: Crash): FaultInput[] => [
  ...once(point, crash),
  { from: step(point), skip: point.index, ...crash.fault, effect: 'none' },
];

const step = ({ function: key, vendor }: Point) => ({
  function: key,
  ...(vendor !== undefined && { vendor }),
});
