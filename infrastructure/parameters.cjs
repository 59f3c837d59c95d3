/** The parameters of this deployment by name: what `--param` gives, or else the default. */
module.exports = async ({ resolveVariable }) => {
  const names = Object.keys(await resolveVariable('self:params.default'));
  const values = await Promise.all(names.map((name) => resolveVariable(`param:${name}`)));
  return Object.fromEntries(names.map((name, index) => [name, String(values[index])]));
};
