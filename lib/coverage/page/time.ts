/** A time as the page shows it: 2026-11-25 03:00 UTC. */
export const minute = (at: string) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
