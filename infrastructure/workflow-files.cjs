const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');
const { pascal } = require('./naming.cjs');

const folder = join(__dirname, '..', 'workflows');
const names = readdirSync(folder).map((file) => file.replace('.asl.yml', ''));
const ids = names.map(pascal);

/**
 * Every file of workflows/: its name, as `enroll-account`; the id of its state machine, as `EnrollAccount`; the
 * definition as CloudFormation takes it, a JSON string, in which nothing can be retyped; and what the definition names
 * as `${PlanEnrollment}`, each once: the functions of its Tasks, and other state machines; beside `${Partition}`.
 */
exports.workflows = names.map((name) => {
  const definition = JSON.stringify(parse(readFileSync(join(folder, `${name}.asl.yml`), 'utf8')));
  const named = [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, id]) => id))];
  return {
    name,
    id: pascal(name),
    definition,
    functions: named.filter((id) => !ids.includes(id) && id !== 'Partition'),
    machines: named.filter((id) => ids.includes(id)),
    namesPartition: named.includes('Partition'),
  };
});
