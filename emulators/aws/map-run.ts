/** A run of a Distributed Map, as Step Functions describes it. Each item is a child execution of its own. */
export interface MapRun {
  mapRunArn: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  startDate: Date;
  stopDate?: Date;
  /** 0 where nothing limits it. */
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  items: { pending: number; running: number; succeeded: number; failed: number; aborted: number };
}
