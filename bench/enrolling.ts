import { readWorkflow, tasks } from '../emulators/engine/workflow.ts';

/** The functions of an enrollment by their keys, none of which is to need more in a larger organization. */
export const ENROLLING = [
  ...new Set(
    tasks(readWorkflow('enroll-account')).map(({ resource }) =>
      resource.replace(/^\$\{(.)(\w+)\}$/, (_, first: string, rest: string) => first.toLowerCase() + rest),
    ),
  ),
];
