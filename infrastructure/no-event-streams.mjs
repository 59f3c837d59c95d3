/**
 * Stands in the bundles for the SDK's event streams, which no call of Rollcall has. Every client would load them when a
 * call needs them; the bundler then gives up to order and to drop the modules that they share with the client.
 */
export const eventStreamSerdeProvider = undefined;
export const resolveEventStreamSerdeConfig = (config) => config;

/** Fails the call that has one. */
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are not in the bundles: see infrastructure/no-event-streams.mjs');
  }
}
