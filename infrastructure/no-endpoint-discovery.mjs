/**
 * Stands in the bundles for the SDK's discovery of endpoints, which DynamoDB's client configures and no call of it uses:
 * only Timestream's calls ask for an endpoint first. It would bring a cache of the endpoints.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
export const resolveEndpointDiscoveryConfig = (config) => config;
