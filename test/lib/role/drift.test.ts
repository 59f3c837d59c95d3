import { drift, losses } from '../../../lib/role/drift.ts';
import { actual, allowing, spec, trusting, wanted } from '../role-builder.ts';

const boundaryArn = 'arn:aws:iam::444455556666:policy/boundary';
const securityAudit = 'arn:aws:iam::aws:policy/SecurityAudit';
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('a role that is right needs no repair', () => {
  it.each([
    ['when it is exactly what is wanted', {}],
    ['whatever further tags it has', { tags: { ...wanted().tags, team: 'platform' } }],
    ['in whatever order its policies come', { inlinePolicies: { extra: allowing('EC2:describe*') } }],
    ['when somebody bounds it and no boundary is configured', { boundaryArn }],
  ])('%s', (_, overrides) => {
    expect(drift(wanted(), actual(overrides))).toEqual([]);
  });

  it('when the boundary that is configured is there', () => {
    expect(drift(wanted({ boundaryArn }), actual({ boundaryArn }))).toEqual([]);
  });

  it('when both managed policies are attached, in another order', () => {
    const both = wanted({ spec: spec({ managedPolicyArns: [readOnly, securityAudit] }) });
    expect(drift(both, actual({ managedPolicyArns: [securityAudit, readOnly] }))).toEqual([]);
  });
});

describe('each way to be wrong has its repair', () => {
  const document = trusting();
  const { description, maxSessionSeconds } = spec();
  const { tags } = wanted();

  it.each([
    [
      'another external id',
      { trust: trusting({ externalId: 'another-1234567890' }) },
      { repair: 'trust', document },
    ],
    ['a trust policy that is not valid', { trust: undefined }, { repair: 'trust', document }],
    [
      'a second statement in the trust policy',
      {
        trust: {
          ...document,
          Statement: [
            document.Statement,
            trusting({ trustedPrincipal: 'arn:aws:iam::111111111111:root' }).Statement,
          ].flat(),
        },
      },
      { repair: 'trust', document },
    ],
    ['another description', { description: 'x' }, { repair: 'settings', description, maxSessionSeconds }],
    [
      'another session duration',
      { maxSessionSeconds: 7200 },
      { repair: 'settings', description, maxSessionSeconds },
    ],
    ['a missing policy', { managedPolicyArns: [] }, { repair: 'attach', policyArn: readOnly }],
    [
      'a superfluous policy',
      { managedPolicyArns: [readOnly, securityAudit] },
      { repair: 'detach', policyArn: securityAudit },
    ],
    [
      'a missing inline policy',
      { inlinePolicies: {} },
      { repair: 'put', policyName: 'extra', document: allowing('ec2:Describe*') },
    ],
    [
      'a changed inline policy',
      { inlinePolicies: { extra: allowing('ec2:*') } },
      { repair: 'put', policyName: 'extra', document: allowing('ec2:Describe*') },
    ],
    [
      'a superfluous inline policy',
      { inlinePolicies: { ...spec().inlinePolicies, more: allowing('s3:*') } },
      { repair: 'delete', policyName: 'more' },
    ],
    ['a missing tag', { tags: { 'managed-by': 'rollcall' } }, { repair: 'tags', tags }],
    ['a changed tag', { tags: { ...tags, 'rollcall:vendor': 'other' } }, { repair: 'tags', tags }],
  ])('%s', (_, overrides, repair) => {
    expect(drift(wanted(), actual(overrides))).toEqual([repair]);
  });

  it.each([undefined, 'arn:aws:iam::444455556666:policy/other'])('a boundary that is %s', (present) => {
    expect(drift(wanted({ boundaryArn }), actual({ boundaryArn: present }))).toEqual([
      { repair: 'boundary', boundaryArn },
    ]);
  });
});

it('what narrows comes before the trust policy, and what widens after it', () => {
  const both = { ...spec().inlinePolicies, second: allowing('s3:List*') };
  const wrong = actual({
    trust: undefined,
    description: 'x',
    managedPolicyArns: [securityAudit],
    inlinePolicies: { more: allowing('s3:*'), extra: allowing('ec2:*') },
    tags: {},
  });
  const right = wanted({ boundaryArn, spec: spec({ inlinePolicies: both }) });
  expect(drift(right, wrong)).toMatchObject([
    { repair: 'boundary' },
    { repair: 'detach' },
    { repair: 'delete', policyName: 'more' },
    { repair: 'put', policyName: 'extra' },
    { repair: 'trust' },
    { repair: 'settings' },
    { repair: 'attach' },
    { repair: 'put', policyName: 'second' },
    { repair: 'tags' },
  ]);
});

describe('of all repairs, those are losses', () => {
  it('that detach, delete or replace a policy, or replace a boundary', () => {
    const fuller = actual({
      managedPolicyArns: [readOnly, securityAudit],
      inlinePolicies: { more: allowing('s3:*'), extra: allowing('ec2:*') },
      boundaryArn: `${boundaryArn}-of-another`,
    });
    expect(losses(wanted({ boundaryArn }), fuller)).toMatchObject([
      { repair: 'detach', policyArn: securityAudit },
      { repair: 'delete', policyName: 'more' },
      { repair: 'put', policyName: 'extra' },
      { repair: 'boundary', boundaryArn },
    ]);
  });

  it('and none that adds, sets trust and settings, tags, or bounds a role without a boundary', () => {
    const emptier = actual({
      trust: undefined,
      description: 'x',
      managedPolicyArns: [],
      inlinePolicies: {},
      tags: {},
    });
    expect(losses(wanted({ boundaryArn }), emptier)).toEqual([]);
  });
});
