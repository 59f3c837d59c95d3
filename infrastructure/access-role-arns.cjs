/** The ARNs, in any account, of the roles that the parameter `accessRoles` names: as CloudFormation intrinsics, in any partition. */
module.exports = async ({ resolveVariable }) => {
  const names = await resolveVariable('param:accessRoles');
  return names.split(',').map((name) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/${name.trim()}` }));
};
