import { simulateTime } from '../emulators/clock/clock.ts';

// Before a test file's own imports: Jest hands each module the functions of Node's that are there when it is loaded.
afterAll(simulateTime());
