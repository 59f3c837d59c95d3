/**
 * Where the events of AWS Organizations arrive, by region, with its partition. Source: Organizations User Guide, "Logging and
 * monitoring"; GovCloud guide.
 */
export const REGIONS: Record<string, string> = { 'us-east-1': 'aws', 'us-gov-west-1': 'aws-us-gov' };
