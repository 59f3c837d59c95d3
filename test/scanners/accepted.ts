/** Version 3 of cfn-guard, with rules that were written for version 2: docs of cfnGuard in cfn-guard.ts. */
const FILTERED = 'the filter of the rule matches nothing here, which this version takes for a failure';

/** Findings that are right about the template and wrong about us, by the scanner's rule. Everything else is a fault. */
export const accepted: Record<string, string> = {
  W3005: 'the Serverless Framework names a dependency that is implied',
  W8003: 'a parameter of the Serverless Framework is a literal by the time CloudFormation sees the condition',
  E3601: 'a substitution, which CloudFormation makes, is where the scanner wants the partition of an ARN',
  E3030: 'without a lock the mode is DISABLED, in the branch of Fn::If that is not taken then',
  CKV_AWS_45:
    'it takes the JSON with the id of a pinned account for a secret; settings have no field for one',
  CKV_AWS_18:
    'the deployment bucket holds bundles that nobody reads but CloudFormation, and CloudTrail has its events',
  CKV_AWS_26:
    "CloudWatch may not publish to a topic with AWS's own key; in the management account alarms alone are sent",
  CKV_AWS_111:
    'CloudWatch Logs has no resources for the delivery of logs, nor has X-Ray; it is a boundary, and grants nothing',
  CKV_AWS_27:
    'the queue is encrypted, with the key of SQS: EventBridge needs no grant for it, and its events hold no secret',
  CKV_AWS_115:
    'of the functions that do not enroll: few of them run at once, and the workflow waits when too many do',
  CKV_AWS_116:
    'Step Functions invokes the functions synchronously, so that the workflow has the failure; events have a queue',
  CKV_AWS_117: 'the functions call public APIs of AWS and of the vendors, and nothing in a VPC',
  CKV_AWS_158: "logs hold no secret, and are encrypted with CloudWatch's own key",
  CKV_AWS_173: "environment variables hold no secret, and are encrypted with Lambda's own key",
  CKV_AWS_119: "the table of turns holds times alone, and is encrypted with DynamoDB's own key",
  CKV_AWS_28: 'what the table of turns holds is worth nothing after the last wait',
  dynamodb_table_encrypted_kms_check: 'as CKV_AWS_119: the table of turns holds times alone',
  dynamodb_table_pitr_enabled_check: 'as CKV_AWS_28: the table of turns needs no backup',
  cloudwatch_alarm_action_check: 'the composite alarm over these sends the notice, one for one cause',
  cloudwatch_log_group_encrypted_check: "as CKV_AWS_158: logs hold no secret, and have CloudWatch's own key",
  kms_create_grant_aws_service_check: "the key's policy lets nobody but its own account make grants",
  lambda_inside_vpc_check: 'as CKV_AWS_117: the functions call public APIs, and nothing in a VPC',
  s3_bucket_default_encryption_kms_check: "reports and bundles hold no secret, and have S3's own key",
  s3_bucket_logging_enabled_check: 'as CKV_AWS_18: CloudTrail has the events of the buckets',
  s3_version_lifecycle_policy_check:
    'the Serverless Framework keeps the bundles of five deployments by itself',
  s3_lifecycle_policy_check: 'the same',
  s3_event_notifications_enabled_check: 'nothing waits for an object',
  s3_bucket_policy_ssl_requests_only_check:
    'both policies refuse plain http; they spell the ARNs of the bucket otherwise',
  s3_bucket_object_lock_enabled_check: 'a report may be deleted when its days are over, a bundle at any time',
  sqs_dlq_check: 'it is the dead-letter queue',
  'iam_inline_policy_no_statements_with_admin_access_check, of no resource': FILTERED,
  'iam_inline_policy_no_statements_with_full_access_check, of no resource': FILTERED,
  'iam_managed_policy_no_statements_with_admin_access_check, of no resource': FILTERED,
  iam_managed_policy_no_statements_with_full_access_check:
    'the deployer may do all that a service has, with the resources of its own stack alone',
  'kms_asymmetric_rsa_keyspec_check, of no resource': FILTERED,
};
