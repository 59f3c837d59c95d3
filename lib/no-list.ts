import * as v from 'valibot';

/** Anything but a list, which Valibot takes for an object: an empty one for an object whose fields are all left out. */
export const NoList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'expected object, received array'),
);
