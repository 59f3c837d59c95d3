const { readFileSync } = require('node:fs');

/**
 * Has esbuild drop what no call needs of the SDK's clients. Their schemas have the keys in constants, `{ [_hH]: … }`, and
 * esbuild takes a computed key for code that may do something: it would keep every schema of S3, a fifth of a bundle. With
 * literals as keys it keeps those that are used. Of its package.json a client reads the version alone.
 */
module.exports = [
  {
    name: 'sdk-literals',
    setup(build) {
      build.onLoad({ filter: /\/@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/\w+\.js$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const literals = new Map(
          [...text.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, literal]) => [name, literal]),
        );
        const contents = text.replace(/\[(\w+)\]:/g, (key, name) =>
          literals.has(name) ? `${literals.get(name)}:` : key,
        );
        return { contents };
      });
      build.onLoad({ filter: /\/@aws-sdk\/client-[\w-]+\/package\.json$/ }, ({ path }) => {
        const { version } = JSON.parse(readFileSync(path, 'utf8'));
        return { contents: JSON.stringify({ version }), loader: 'json' };
      });
    },
  },
];
