import { compareVersions } from '../../cli/target/compare-versions.ts';

it.each([
  ['0.2.0', '0.2.0', 'same'],
  ['0.2.9', '0.10.0', 'older'],
  ['1.0.0', '0.9.9', 'newer'],
  ['0.3.0-next.1', '0.3.0', 'same'],
  ['0.3.0', '0.3.0+unreleased', 'same'],
  [undefined, '0.3.0', 'older'],
  ['next', '0.3.0', 'unknown'],
])('a stack of %s beside a checkout of %s is %s', (deployed, checkout, age) => {
  expect(compareVersions(deployed, checkout)).toBe(age);
});
