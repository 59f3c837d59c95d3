import { FunctionError } from './lambda-service.ts';

/** Throws what a function failed with, which a Catch takes by its name. */
export const catchable = (catches: string[]) => (error: unknown) => {
  if (error instanceof FunctionError && catches.includes(error.name)) error.isCatchable = true;
  throw error;
};
