import { syncBuiltinESMExports } from 'node:module';
import FakeTimers from '@sinonjs/fake-timers';
import { InFlight } from './in-flight.ts';

/** Turns of the event loop with nothing under way after which the process is taken to be idle. */
const QUIET_TURNS = 10;
/** What has not ended after so many simulated days never does. */
const LONGEST_DAYS = 30;
/** Real milliseconds in which something may still begin, before what is waited for is given up. */
const GRACE = 3000;

/** The real ones, whatever takes their place later. */
const real = { setImmediate, setTimeout, timeoutSignal: AbortSignal.timeout };

/** Something is waited for that nothing under way can bring about. */
export class WaitsForNothingError extends Error {
  override readonly name = 'WaitsForNothingError';
}

/** Simulated time in this process, from its beginning to its end. */
export class Simulation {
  readonly inFlight = new InFlight(() => {
    this.#waited = 0;
    this.#wake();
  });
  readonly #clock = FakeTimers.install({
    now: Date.now(),
    shouldClearNativeTimers: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  readonly #unwatch = this.inFlight.watch();
  /** What is waited for, by the function that gives it up. */
  readonly #awaited = new Map<(error: Error) => void, { what: string; since: number }>();
  /** Timers' handles, which know whether a timer keeps its process alive. */
  readonly #handles = new WeakMap<object, { hasRef?: () => boolean }>();
  #isMoving = false;
  /** Real milliseconds in which nothing but timers began. */
  #waited = 0;
  #isOver = false;

  constructor() {
    const set = this.#clock.setTimeout;
    // Whatever sets a timer comes by here: the global function and those of Node's modules call it.
    const waking: typeof set = (callback, milliseconds, ...rest) => {
      const handle = set(callback, Math.max(1, Math.trunc(Number(milliseconds ?? 1))), ...rest); // as Node does
      const known = this.#timers().get(Number(handle));
      if (known !== undefined) this.#handles.set(known, Object(handle));
      this.#wake();
      return handle;
    };
    this.#clock.setTimeout = Object.assign(waking, set); // the library keeps there how to restore the original
    AbortSignal.timeout = abortedAfter;
    syncBuiltinESMExports();
  }

  /** Goes back to real time. */
  end(): void {
    this.#isOver = true;
    this.#unwatch();
    this.#clock.uninstall();
    AbortSignal.timeout = real.timeoutSignal;
    syncBuiltinESMExports();
  }

  /** The result, for which the clock moves. @throws {WaitsForNothingError} nothing that is under way can end it */
  async awaited<T>(what: string, result: Promise<T>): Promise<T> {
    const { promise: never, reject } = Promise.withResolvers<never>();
    this.#awaited.set(reject, { what, since: Date.now() });
    this.#wake();
    return Promise.race([result, never]).finally(() => this.#awaited.delete(reject));
  }

  #wake(): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    void this.#move();
  }

  /** Moves the clock from timer to timer while nothing is under way and somebody waits. What begins later wakes it again. */
  async #move(): Promise<void> {
    for (let quiet = 0; this.#mayMove(); quiet++) {
      if (quiet < QUIET_TURNS || this.inFlight.isReadingOrAnswering) {
        await new Promise((turn) => real.setImmediate(turn));
      } else if (this.#timers().size > 0) {
        this.#clock.next();
        this.#giveUp(LONGEST_DAYS);
        quiet = -1;
      } else if (!(await this.#beginsAgain())) {
        this.#giveUp(0);
        break;
      }
    }
    this.#isMoving = false;
  }

  #mayMove(): boolean {
    if (this.#isOver || this.inFlight.isBusy) return false;
    if (this.#awaited.size > 0 || this.inFlight.requests > 0) return true;
    for (const timer of this.#timers().values())
      if (this.#handles.get(timer)?.hasRef?.() ?? true) return true;
    return false;
  }

  /** Whether a timer or work appears in real time, though nothing is known that could bring it about. */
  async #beginsAgain(): Promise<boolean> {
    // What else runs in the process, as Jest with its reporters, may set timers for ever.
    while (this.#waited < GRACE) {
      await new Promise((later) => real.setTimeout(later, 100));
      this.#waited += 100;
      if (!this.#mayMove() || this.#timers().size > 0) return true;
    }
    this.#waited = 0;
    return false;
  }

  /** Gives up what has been waited for so many days; the oldest comes first. */
  #giveUp(days: number): void {
    for (const [reject, { what, since }] of this.#awaited) {
      if (Date.now() - since < days * 24 * 3_600_000) return;
      reject(
        new WaitsForNothingError(
          `${what} waits for nothing: ${this.inFlight.requests} requests are held without an end, and ${this.#timers().size} timers are set`,
        ),
      );
    }
  }

  /** The library keeps them to itself. */
  #timers(): Map<number, object> {
    return Reflect.get(this.#clock, 'timers') ?? new Map();
  }
}

/** The signal's own timer is Node's, and would follow real time. */
function abortedAfter(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  setTimeout(() => controller.abort(reason()), milliseconds).unref();
  return controller.signal;
}
