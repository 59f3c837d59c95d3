/** The workflows as CloudFormation takes them: JSON strings, in which nothing can be retyped. One property a file. */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const folder = join(__dirname, '..', 'workflows');

for (const file of readdirSync(folder)) {
  exports[file.replace('.asl.yml', '')] = JSON.stringify(parse(readFileSync(join(folder, file), 'utf8')));
}
