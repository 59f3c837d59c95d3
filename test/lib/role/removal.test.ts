import { removal } from '../../../lib/role/removal.ts';
import { actual, allowing, tagsOf } from '../role-builder.ts';

const given = {
  name: 'cloudcraft',
  managedPolicies: ['ReadOnlyAccess', 'SecurityAudit'],
  inlinePolicies: ['extra', 'more'],
};
const unwanted = { vendor: 'cloudcraft', given };

it('a role of ours loses its managed policies first, then its inline ones, in every partition', () => {
  const role = actual({
    managedPolicyArns: [
      'arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/SecurityAudit',
    ],
    inlinePolicies: { extra: allowing('*'), more: allowing('*') },
  });
  expect(removal(unwanted, role)).toEqual({
    strippings: [
      { repair: 'detach', policyArn: 'arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess' },
      { repair: 'detach', policyArn: 'arn:aws:iam::aws:policy/SecurityAudit' },
      { repair: 'delete', policyName: 'extra' },
      { repair: 'delete', policyName: 'more' },
    ],
  });
});

it('a role that an interrupted removal has stripped needs nothing more', () => {
  expect(removal(unwanted, actual({ managedPolicyArns: [], inlinePolicies: {} }))).toEqual({
    strippings: [],
  });
});

it.each([
  ['no tags', { tags: {} }, 'the tags that Rollcall gives a role of cloudcraft'],
  [
    'the tag of another manager',
    { tags: { ...tagsOf('cloudcraft'), 'managed-by': 'terraform' } },
    'the tags',
  ],
  ['the tags of another vendor', { tags: tagsOf('other') }, 'the tags'],
  [
    'a policy of its own account',
    { managedPolicyArns: ['arn:aws:iam::444455556666:policy/ReadOnlyAccess'] },
    'gave it arn:aws:iam::444455556666:policy/ReadOnlyAccess',
  ],
  [
    'another policy of AWS',
    { managedPolicyArns: ['arn:aws:iam::aws:policy/job-function/ReadOnlyAccess'] },
    'job-function/ReadOnlyAccess',
  ],
  ['an inline policy of another name', { inlinePolicies: { theirs: allowing('*') } }, 'gave it theirs'],
])('a role with %s stays, and the reason says why', (_, changes, reason) => {
  expect(removal(unwanted, actual(changes))).toEqual({ stays: expect.stringContaining(reason) });
});
