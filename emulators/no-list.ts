import * as v from 'valibot';

/** Anything but a list, which a schema of objects takes for an object. */
export const NoList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'expected object, received array'),
);
