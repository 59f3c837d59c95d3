import { simulateTime } from '../emulators/clock/clock.ts';

// Node's own, where Jest has 100: the SDK throws and catches errors by the dozen in each call, and each has a stack trace.
Error.stackTraceLimit = 10;

// Before a test file's own imports: Jest hands each module the functions of Node's that are there when it is loaded.
afterAll(simulateTime());
