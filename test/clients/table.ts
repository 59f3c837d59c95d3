import type { Row } from './run-client.ts';

/** The document with what every call was answered. */
export function table(rows: Row[], versions: string[]): string {
  const clients = [...new Set(rows.map(({ client }) => client))];
  const counts = clients.map((client) => {
    const own = rows.filter((row) => row.client === client);
    return `| ${client} | ${own.length} | ${own.filter(({ isRight }) => isRight).length} |`;
  });
  const lines = rows.map(
    ({ client, call, expected, answered, isRight }) =>
      `| ${client} | ${call} | \`${expected}\` | ${isRight ? 'the same' : `\`${answered}\``} |`,
  );
  return `# Official clients against the emulators

\`npm run test:clients\` installs the clients that AWS and the vendors publish, runs them against a world, and writes this page. It needs Python 3.10 and the package indexes of Python and npm.
What a client gives is compared with what it gives for AWS or the vendor, by their references: docs.aws.amazon.com, CrowdStrike's swagger as in falconpy, Cloudcraft's OpenAPI. Nothing of it was compared with the live services.

| Client | Calls | Answered as expected |
|---|---|---|
${counts.join('\n')}

Versions: ${versions.filter((line) => /^(awscli|boto3|cloudcraftco|crowdstrike)/.test(line)).join(', ')}. Cloudcraft's clients for Go and Node, and gofalcon, are not run: they need a compiler, are not published, or take no other host.

| Client | Call | Expected | Answered |
|---|---|---|---|
${lines.join('\n')}
`;
}
