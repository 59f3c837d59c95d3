const { PREFIX } = require('./naming.cjs');
const { foreign } = require('./notices.cjs');

/**
 * Where the organization is: in the account of the stack, or in the management account that `managementAccountId` names.
 * That one forwards its events by infrastructure/management/ to a bus, which the stack has then.
 *
 * `account`: of every event that starts something; `bus`: of the rules for these; `resources`: the organization's
 * accounts and units, whose id is not known beforehand; `stack`: the bus, and the notice of what does not belong there.
 */
module.exports = async ({ resolveVariable }) => {
  const id = String(await resolveVariable('param:managementAccountId'));
  const isElsewhere = id !== '';
  const owned = (kind) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:organizations::${isElsewhere ? id : '${AWS::AccountId}'}:${kind}`,
  });
  return {
    account: isElsewhere ? id : { Ref: 'AWS::AccountId' },
    bus: { Ref: isElsewhere ? 'OrganizationEvents' : 'AWS::NoValue' },
    resources: [owned('account/o-*/*'), owned('ou/o-*/ou-*')],
    stack: { Resources: isElsewhere ? forwarded(id) : {} },
  };
};

const BUS = `${PREFIX}-organization`;

/** The role of the forwarding rule needs both: this policy, and its own. Source: EventBridge User Guide, "eb-cross-account". */
const forwarded = (id) => ({
  OrganizationEvents: { Type: 'AWS::Events::EventBus', Properties: { Name: BUS } },
  OrganizationEventsPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: { Ref: 'OrganizationEvents' },
      StatementId: 'management-account',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${id}:root` } },
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': ['OrganizationEvents', 'Arn'] },
      },
    },
  },
  ForeignEvent: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: `${PREFIX}-foreign-event`,
      Description:
        'Sends a notice of an event that is not of the management account; nothing else acts on it',
      EventBusName: { Ref: 'OrganizationEvents' },
      EventPattern: { account: [{ 'anything-but': [id] }] },
      Targets: foreign,
    },
  },
});
