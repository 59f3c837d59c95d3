/**
 * The ARNs of the roles that the parameter `accessRoles` names, in any account, and of the one that the stack has in the
 * management account: as CloudFormation intrinsics, in any partition.
 */
module.exports = async ({ resolveVariable }) => {
  const names = (await resolveVariable('param:accessRoles')).split(',');
  const elsewhere = String(await resolveVariable('param:managementAccountId'));
  const isEnabled = (await resolveVariable('param:managementAccount')) === 'ENABLED';
  return [
    ...names.map((name) => `*:role/${name}`),
    ...(isEnabled ? [`${elsewhere || '${AWS::AccountId}'}:role/RollcallAccess-\${sls:stage}`] : []),
  ].map((role) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${role}` }));
};
