import { randomUUID } from 'node:crypto';

/** A person in Cloudcraft; whoever adds an AWS account lends it their external id. */
export interface CloudcraftUser {
  id: string;
  externalId: string;
  name: string;
  email: string;
  createdAt: string;
}

/** A key of the developer API, with one of Cloudcraft's two modes. */
export interface ApiKey {
  key: string;
  mode: 'read' | 'read-write';
  user: CloudcraftUser;
}

/** An AWS account as Cloudcraft keeps it; `region` is where it checked the role from, and no answer has it. */
export interface CloudcraftAccount {
  id: string;
  name: string;
  roleArn: string;
  externalId: string;
  CreatorId: string;
  createdAt: string;
  updatedAt: string;
  readAccess: string[] | null;
  writeAccess: string[] | null;
  region: string;
}

/** All that Cloudcraft knows of one customer; accounts stand in the order in which they came. */
export interface CloudcraftState {
  /** What all users have where they have one external id; see the switches. */
  externalId: string;
  apiKeys: ApiKey[];
  accounts: CloudcraftAccount[];
  /** Deleted accounts, with when that was; a list may still show them. */
  deleted: { account: CloudcraftAccount; at: number }[];
}

/** A new person, with ids of their own; another person's key means another external id. */
export const newUser = (name: string): CloudcraftUser => ({
  id: randomUUID(),
  externalId: randomUUID(),
  name,
  email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.com`,
  createdAt: new Date().toISOString(),
});

/** The time of an account's creation: later than every other's, so that "the oldest" is one account. */
export const creationTime = ({ accounts }: CloudcraftState): string => {
  const latest = accounts.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), EPOCH);
  return new Date(Math.max(Date.now(), Date.parse(latest) + 1)).toISOString();
};

const EPOCH = new Date(0).toISOString();
