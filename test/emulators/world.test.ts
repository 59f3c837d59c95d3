process.env['VENDORS'] = 'crowdstrike';
const { startWorld } = await import(`${new URL('../../emulators/world.ts?anew', import.meta.url)}`);

it('a world that is started with VENDORS in its environment enables these vendors, and emulates all', async () => {
  const { environment, vendors, close } = await startWorld();
  await close();
  expect(environment['VENDORS']).toBe('crowdstrike');
  expect(Object.keys(vendors)).toEqual(expect.arrayContaining(['cloudcraft']));
});
