import { cloudcraft } from './cloudcraft/index.ts';
import { crowdstrike } from './crowdstrike/index.ts';
import type { VendorDefinition } from './vendor.ts';

/** Every vendor that an account can be enrolled with, by the name that the settings, secrets, tags and logs use. */
export const vendors: Record<string, VendorDefinition> = { cloudcraft, crowdstrike };
