import type { Adapter } from './adapter.ts';
import { cloudcraft, cloudcraftAdapter } from './cloudcraft/index.ts';
import { crowdstrike, crowdstrikeAdapter } from './crowdstrike/index.ts';
import type { VendorDefinition } from './vendor.ts';

/** Every vendor that an account can be enrolled with, by the name that the settings, secrets, tags and logs use. */
export const vendors: Record<string, VendorDefinition> = { cloudcraft, crowdstrike };

/** What calls each of them. Apart, as a function that writes roles calls no vendor, and its bundle has no code that does. */
export const adapters: Record<string, Adapter> = {
  cloudcraft: cloudcraftAdapter,
  crowdstrike: crowdstrikeAdapter,
};
