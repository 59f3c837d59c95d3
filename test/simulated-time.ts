import { simulateTime } from '../emulators/clock/clock.ts';

// Node's own, where Jest has 100: the SDK throws and catches errors by the dozen in each call, and each has a stack trace.
Error.stackTraceLimit = 10;

// For each test file anew: those in test/cli/real-time/, which the same process may run next, are in real time.
afterAll(simulateTime());
