import { FunctionError } from './lambda-service.ts';

/** Throws what a function failed with. @param caught called where a Catch takes it by its name, which leaves the state */
export const catchable = (catches: string[], caught: () => void) => (error: unknown) => {
  if (error instanceof FunctionError && catches.includes(error.name)) {
    error.isCatchable = true;
    caught();
  }
  throw error;
};
