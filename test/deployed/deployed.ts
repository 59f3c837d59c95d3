import type { Executions } from './executions.ts';
import type { Findings } from './findings.ts';
import type { ControlPlane } from './ministack.ts';
import type { Organization } from './moto.ts';
import type { NoticeOf } from './notices.ts';
import type { Stack } from './stack.ts';
import type { Vendors } from './vendors.ts';

/** The project as it is deployed, all that it has to do with, and where findings go. */
export interface Deployed {
  organization: Organization;
  controlPlane: ControlPlane;
  vendors: Vendors;
  stack: Stack;
  enrollments: Executions;
  rollCalls: Executions;
  noticeOf: NoticeOf;
  findings: Findings;
}
