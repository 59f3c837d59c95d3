import type { Repair } from './drift.ts';

/** What a repair did to a role, in words. */
export function describeRepair(repair: Repair): string {
  switch (repair.repair) {
    case 'trust':
      return 'replaced the trust policy';
    case 'settings':
      return 'replaced the description and the session duration';
    case 'tags':
      return 'set our tags';
    case 'boundary':
      return `set the permissions boundary ${repair.boundaryArn}`;
    case 'detach':
      return `detached ${repair.policyArn}`;
    case 'attach':
      return `attached ${repair.policyArn}`;
    case 'delete':
      return `deleted the inline policy ${repair.policyName}`;
    case 'put':
      return `put the inline policy ${repair.policyName}`;
  }
}
