// Loaded before anything else, in syntax that any Node can read: one that cannot run TypeScript ends in a stack trace otherwise.
const { engines } = require('../package.json');

const [major, minor] = process.versions.node.split('.').map(Number);
const [leastMajor, leastMinor] = engines.node.slice('>='.length).split('.').map(Number);

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  process.stderr.write(
    `error: Rollcall needs Node ${leastMajor}.${leastMinor} or newer, and this is Node ${process.versions.node}: install a newer one, then run npm ci again\n`,
  );
  process.exit(2);
}
