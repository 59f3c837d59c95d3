/**
 * A plugin of the Serverless Framework that gives every role of the stack the permissions boundary that the parameter
 * `stackBoundary` names. A deployer that may make roles only with it cannot make an administrator: infrastructure/deployer/.
 */
module.exports = class StackBoundary {
  constructor({ service }) {
    this.hooks = {
      'before:aws:package:finalize:saveServiceState': () =>
        bound(service.provider.compiledCloudFormationTemplate, service.custom.parameters.stackBoundary),
    };
  }
};

function bound({ Conditions, Resources }, name) {
  Conditions.HasStackBoundary = { 'Fn::Not': [{ 'Fn::Equals': [name, ''] }] };
  const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${name}` };
  for (const { Type, Properties } of Object.values(Resources))
    if (Type === 'AWS::IAM::Role')
      Properties.PermissionsBoundary = { 'Fn::If': ['HasStackBoundary', arn, { Ref: 'AWS::NoValue' }] };
}
