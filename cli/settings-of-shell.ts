/** Settings of a deployment that a shell may have for an enrollment in the world, as docs/settings.md names them. */
const SETTINGS = ['VENDORS', 'FILTERS', 'ACCESS_ROLES', 'MANAGEMENT_ACCOUNT'];

/** Those that the shell has. */
export const settingsOfShell = (): Record<string, string> =>
  Object.fromEntries(
    SETTINGS.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
