import type * as v from 'valibot';
import { Credential, credentials } from '../credentials.ts';

/** Cloudcraft's secret. The API key needs read and write mode. */
export const CloudcraftCredentials = credentials({ apiKey: Credential });
export type CloudcraftCredentials = v.InferOutput<typeof CloudcraftCredentials>;
