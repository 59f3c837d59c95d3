import { marker, withReferences } from '../../infrastructure/release/marker.ts';
import { releaseParameters } from '../../infrastructure/release/parameters.ts';
import { releaseTemplate } from '../../infrastructure/release/template.ts';
import { serverless } from './deployment.ts';
import { document } from './documents.ts';

describe('in the template of a release, a parameter', () => {
  it.each<[string, unknown, unknown]>([
    ['alone is a reference', marker('vendors'), { Ref: 'vendors' }],
    ['in a text is substituted', `rollcall-${marker('stage')}-x`, { 'Fn::Sub': 'rollcall-${stage}-x' }],
    [
      'leaves alone what else a text has of that form',
      `\${Other}-${marker('stage')}`,
      { 'Fn::Sub': '${!Other}-${stage}' },
    ],
    [
      'is substituted in a substitution, too',
      { 'Fn::Sub': [`\${AWS::Region}/${marker('stage')}`, { A: marker('vendors') }] },
      { 'Fn::Sub': ['${AWS::Region}/${stage}', { A: { Ref: 'vendors' } }] },
    ],
    ['is not there in other values', { a: [1, true, 'x', null] }, { a: [1, true, 'x', null] }],
  ])('%s', (_, packaged, released) => {
    expect(withReferences(packaged)).toEqual(released);
  });
});

describe('the template of a release', () => {
  const policy = {
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: [], Condition: { StringEquals: {} } }],
  };
  const released = Object(
    releaseTemplate({
      template: {
        Resources: {
          ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: {} },
          EnsureRoleLambdaFunction: { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Timeout: 40 } },
          AssumeAccessRoles: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: policy } },
        },
        Outputs: { ServerlessDeploymentBucketName: {}, Version: { Value: '1.2.3', Export: { Name: 'sls' } } },
      },
      ...{ version: '1.2.3', parameters: {}, organization: '111122223333' },
      bundles: new Map([['ensureRole', 'bundles/ensureRole-12ab.zip']]),
    }),
  );

  it('has the bundles in the bucket of whoever deploys, and no bucket and no export of its own', () => {
    expect(Object.keys(released.Resources)).toEqual(['EnsureRoleLambdaFunction', 'AssumeAccessRoles']);
    expect(released.Resources.EnsureRoleLambdaFunction.Properties.Code).toEqual({
      S3Bucket: { Ref: 'releaseBucket' },
      S3Key: { 'Fn::Sub': '${releasePrefix}rollcall-1.2.3/bundles/ensureRole-12ab.zip' },
    });
    expect(released.Outputs).toEqual({ Version: { Value: '1.2.3' } });
  });

  it('is refused by CloudFormation in a region in which the events do not arrive', () => {
    const [{ Assert, AssertDescription }] = released.Rules.Region.Assertions;
    expect(Assert).toEqual({ 'Fn::Contains': [['us-east-1', 'us-gov-west-1'], { Ref: 'AWS::Region' }] });
    expect(AssertDescription).toContain('Deploy in us-east-1 or us-gov-west-1');
  });

  it('lets the functions assume each access role of the list, and that of the management account where it is enrolled', () => {
    const { Statement } = released.Resources.AssumeAccessRoles.Properties.PolicyDocument;
    const before = 'arn:aws:iam::*:role/';
    const names = { 'Fn::Join': [`,${before}`, { 'Fn::Split': [',', { Ref: 'accessRoles' }] }] };
    expect(Statement[0].Resource['Fn::If'][2]).toEqual({
      'Fn::Split': [',', { 'Fn::Sub': [`${before}\${Names}`, { Names: names }] }],
    });
    const [condition, own, otherwise] = Statement[1]['Fn::If'];
    expect(own.Resource['Fn::Sub']).toContain('111122223333:role/RollcallAccess-${stage}');
    for (const { Condition } of [Statement[0], own]) expect(Condition).toEqual({ StringEquals: {} });
    expect([released.Conditions[condition], otherwise]).toEqual([
      { 'Fn::Equals': [{ Ref: 'managementAccount' }, 'ENABLED'] },
      { Ref: 'AWS::NoValue' },
    ]);
  });
});

it('the parameters of a release are those of a deployment, with the same defaults and a description', () => {
  const { default: defaults } = serverless.params;
  const made = Object(releaseParameters({ defaults, settings: document('docs/settings.md') }));
  for (const [name, Default] of Object.entries(defaults))
    expect(made[name]).toMatchObject({ Default, Description: expect.stringMatching(/\w/) });
});

it.each([
  ['vendors', 'cloudcraft,crowdstrike', 'cloudcraft, crowdstrike'],
  ['accessRoles', 'RollcallAccess,Other', 'RollcallAccess, Other'],
  ['reservedConcurrency', 'DISABLED', '0'],
])('of the parameter %s a release takes "%s" and refuses "%s"', (name, right, wrong) => {
  const made = Object(releaseParameters({ defaults: serverless.params.default, settings: '' }));
  const pattern = new RegExp(made[name].AllowedPattern);
  expect([right, serverless.params.default[name] ?? '', wrong].map((it) => pattern.test(it))).toEqual([
    true,
    true,
    false,
  ]);
  expect(made[name].ConstraintDescription).toMatch(/^(names|DISABLED,) /);
});
