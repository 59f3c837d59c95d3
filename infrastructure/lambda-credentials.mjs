import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundles for the SDK's chain of credential providers: Lambda gives the credentials of a function's role
 * in its environment, and the rest of the chain (SSO, profiles, instance metadata) would be a fifth of every bundle.
 * Source: Lambda Developer Guide, "Defined runtime environment variables".
 */
export const defaultProvider = fromEnv;
