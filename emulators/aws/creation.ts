import type { CreateAccountRequest } from '@aws-sdk/client-organizations';

/** The creation of an account, as Organizations describes it. */
export interface Creation {
  Id: string;
  AccountName: string;
  State: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  RequestedTimestamp: Date;
  CompletedTimestamp?: Date;
  AccountId?: string;
  FailureReason?: 'EMAIL_ALREADY_EXISTS';
  /** What was asked for; no answer has it. */
  request: CreateAccountRequest;
}
