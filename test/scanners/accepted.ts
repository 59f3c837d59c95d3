/** Findings that are right about the template and wrong about us, by the scanner's rule. Everything else is a fault. */
export const accepted: Record<string, string> = {
  W3005: 'the Serverless Framework names a dependency that is implied',
  W8003: 'a parameter of the Serverless Framework is a literal by the time CloudFormation sees the condition',
  CKV_AWS_18:
    'the deployment bucket holds bundles that nobody reads but CloudFormation, and CloudTrail has its events',
  CKV_AWS_27:
    'the queue is encrypted, with the key of SQS: EventBridge needs no grant for it, and its events hold no secret',
  CKV_AWS_115:
    "reserved concurrency takes from the account's, which is 10 in a new account; the workflow waits instead",
  CKV_AWS_116:
    'Step Functions invokes the functions synchronously, so that the workflow has the failure; events have a queue',
  CKV_AWS_117: 'the functions call public APIs of AWS and of the vendors, and nothing in a VPC',
  CKV_AWS_158: "logs hold no secret, and are encrypted with CloudWatch's own key",
  CKV_AWS_173: "environment variables hold no secret, and are encrypted with Lambda's own key",
};
