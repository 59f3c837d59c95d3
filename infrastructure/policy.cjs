const { PREFIX } = require('./naming.cjs');

const document = (Statement) => ({ Version: '2012-10-17', Statement });

/** A policy document that allows actions on resources, given in pairs. */
exports.allow = (...pairs) =>
  document(pairs.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })));

/**
 * The trust policy of a role for a service. With a resource, as `stateMachine:name`, the service may use the role only
 * on behalf of that resource of the same account and region; `*` stands for any characters.
 */
exports.trust = (service, resource) =>
  document([
    {
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: 'sts:AssumeRole',
      ...(resource && { Condition: onBehalfOf(service, resource) }),
    },
  ]);

/** The ARN is made of names: a reference to the resource, which itself refers to the role, would be a circle. */
const onBehalfOf = (service, resource) => ({
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: {
    'aws:SourceArn': {
      'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
    },
  },
});

/** The trust policy of a role that the rules of this stack use: the names of all of them begin the same. */
exports.trustRules = exports.trust('events', `rule/${PREFIX}-*`);
