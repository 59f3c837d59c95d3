let ahead = 0;

/**
 * Moves the clock of this process ahead, for a world that runs in real time; gives the time that it then is. Everything
 * in a world that ends or comes of age does so by `Date`, and follows; timers do not.
 */
export function skip(seconds: number): Date {
  if (ahead === 0) globalThis.Date = movable(Date);
  ahead += seconds * 1000;
  return new Date();
}

const movable = (real: DateConstructor): DateConstructor =>
  new Proxy(real, {
    construct: (target, given, called) =>
      Reflect.construct(target, given.length === 0 ? [target.now() + ahead] : given, called),
    get: (target, name) => (name === 'now' ? () => target.now() + ahead : Reflect.get(target, name)),
  });
