process.env['VENDORS'] = 'crowdstrike';
const { startWorld } = await import('../../emulators/world.ts');

it('a world that is started with VENDORS in its environment enables these vendors, and emulates all', async () => {
  const { environment, vendors, close } = await startWorld();
  await close();
  expect(environment['VENDORS']).toBe('crowdstrike');
  expect(Object.keys(vendors)).toEqual(expect.arrayContaining(['cloudcraft']));
});
