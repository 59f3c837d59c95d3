import { cloudcraft } from './cloudcraft/index.ts';
import { crowdstrike } from './crowdstrike/index.ts';
import type { VendorEmulator } from './vendor.ts';

/** Every vendor that the world emulates, by name: one line each. A test may add one before it starts a world. */
export const vendors = {
  cloudcraft,
  crowdstrike,
} satisfies Record<string, VendorEmulator>;

/** Their names. */
export const vendorNames = (): VendorName[] => Object.keys(vendors).filter(isVendorName);

const isVendorName = (name: string): name is VendorName => Object.hasOwn(vendors, name);

/** The same for code that knows no vendor by name. */
export const allVendors = (): VendorEmulator[] => Object.values(vendors);

/** One of them, where there is one of that name. */
export const vendorNamed = (name: string): VendorEmulator | undefined =>
  allVendors().find((vendor) => vendor.name === name);

type Vendors = typeof vendors;
export type VendorName = keyof Vendors;

/** Every vendor as it runs, by name. */
export type RunningVendors = { [Name in VendorName]: Awaited<ReturnType<Vendors[Name]['start']>> };

type OptionName = { [Name in VendorName]: keyof Vendors[Name]['options'] }[VendorName];
type OptionValue<Option extends string> = {
  [Name in VendorName]: Vendors[Name]['options'] extends Record<Option, { values: readonly (infer Value)[] }>
    ? Value
    : never;
}[VendorName];

/** The start options of all vendors. */
export type StartOptions = { [Option in OptionName]?: OptionValue<Option> };
