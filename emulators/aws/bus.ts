import { randomUUID } from 'node:crypto';
import type { AwsState } from './state.ts';

/** An event as EventBridge delivers it. */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, in whole seconds. */
  time: string;
  region: string;
  resources: string[];
  detail: object;
}

/** What whoever puts an event says of it. */
export type NewEvent = Pick<BusEvent, 'source' | 'detail-type' | 'detail'> & Partial<BusEvent>;

/** The default event bus of the management account. */
export class Bus {
  /** Every event that was put, oldest first. */
  readonly events: BusEvent[] = [];
  readonly #heard: ((event: BusEvent) => void)[] = [];
  readonly #account: string;

  constructor({ organization }: AwsState) {
    this.#account = organization.managementAccountId;
  }

  /** Hands over every event from now on. */
  subscribe(heard: (event: BusEvent) => void): void {
    this.#heard.push(heard);
  }

  /** Completes an event, and delivers it. */
  put(event: NewEvent): BusEvent {
    const whole: BusEvent = {
      version: '0',
      id: randomUUID(),
      account: this.#account,
      time: `${new Date().toISOString().slice(0, 19)}Z`,
      region: 'us-east-1',
      resources: [],
      ...event,
    };
    this.events.push(whole);
    for (const heard of this.#heard) heard(whole);
    return whole;
  }
}
