/** The functions of an enrollment by their keys, none of which is to need more in a larger organization. */
export const ENROLLING = [
  ...['planEnrollment', 'confirmAccess', 'prepareRegistration', 'ensureRole', 'registerAccount'],
  'concludeEnrollment',
];
