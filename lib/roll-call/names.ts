/** The id of a roll call, of the second that it started in, so that ids sort by time: `20261125T030000`. @param startedAt ISO 8601, in UTC */
export const rollCallId = (startedAt: string) =>
  new Date(startedAt).toISOString().replace(/[-:]/g, '').slice(0, 'yyyymmddThhmmss'.length);

/** The name of the execution that enrolls an account for a roll call; as the workflow makes it, 38 characters. */
export const enrollmentName = (rollCall: string, accountId: string) => `roll-call-${rollCall}-${accountId}`;

/** The key of a roll call's report in the bucket; `.json`, `.csv` and `.html` follow. */
export const reportKey = (rollCall: string) => `coverage/${rollCall}`;
