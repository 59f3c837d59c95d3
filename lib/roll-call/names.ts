/** The id of a roll call, of the minute that it started in: `20261125T0300`. @param startedAt ISO 8601, in UTC */
export const rollCallId = (startedAt: string) =>
  new Date(startedAt).toISOString().replace(/[-:]/g, '').slice(0, 'yyyymmddThhmm'.length);

/** The name of the execution that enrolls an account for a roll call; as the workflow makes it, 36 characters. */
export const enrollmentName = (rollCall: string, accountId: string) => `roll-call-${rollCall}-${accountId}`;

/** The keys of what a roll call leaves in the bucket. */
export const keys = (rollCall: string) => ({
  /** What was compared and planned. */
  roll: `roll-calls/${rollCall}/roll.json`,
  /** The vendors' lists after enrolling. */
  recheck: `roll-calls/${rollCall}/recheck.json`,
  /** The report; `.json`, `.csv` and `.html` follow. */
  report: `coverage/${rollCall}`,
});
