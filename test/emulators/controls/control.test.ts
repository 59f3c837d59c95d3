import { startControl } from '../../../emulators/controls/control.ts';
import { scene } from '../../scene.ts';

it.each([
  ['POST /skip', 'ten', 'expected JSON in the body of POST /skip'],
  ['POST /skip', '{"seconds":"ten"}', 'seconds: expected number, received "ten"'],
  ['PUT /faults', '[1]', '0: expected object, received 1'],
  ['PUT /presets/cloudcraft', '{}', 'preset: is missing'],
  ['POST /accounts', '{"id":"1","nam":"a"}', /^id: expected .*; nam: is not a known field$/],
  ['GET /nothing', undefined, 'GET /nothing is not one of the controls'],
])('%s with %s is refused in one line', async (call, body, error) => {
  const { world } = await scene();
  const control = await startControl(world);
  const [method = '', path = ''] = call.split(' ');
  const answer = await fetch(`${control.url}${path}`, { method, ...(body !== undefined && { body }) });
  expect(answer.ok).toBe(false);
  expect(await answer.json()).toEqual({ error: expect.stringMatching(error) });
  await control.close();
});
