import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { type Config, Environment, settingsIn, variableOf } from '../../lib/config.ts';
import { parse } from '../../lib/parse.ts';
import type { Adapter } from '../../lib/vendors/adapter.ts';
import { adapters, vendors } from '../../lib/vendors/index.ts';
import type { VendorDefinition } from '../../lib/vendors/vendor.ts';
import type { Target } from '../target/target.ts';
import { deploy } from './deploy.ts';
import { Problem } from './problem.ts';

/** An enabled vendor, with its settings. */
export interface DeployedVendor {
  name: string;
  definition: VendorDefinition;
  adapter: Adapter;
  settings: unknown;
  /** Those of them that were given, and among them the pin. */
  given: v.InferOutput<typeof Given>;
}

/** What every vendor's settings have. */
const Given = v.looseObject({ trustedAccountId: v.string() });

/** What was deployed, as the functions have it in their environment. */
export interface Deployed {
  config: Config;
  vendors: DeployedVendor[];
}

/**
 * Reads the environment of the function that has every variable.
 * @throws {Problem} a variable is missing or malformed; and what the SDK throws
 */
export async function readDeployed(target: Target): Promise<Deployed> {
  const client = new LambdaClient(target.configuration);
  const FunctionName = `${target.stack}-takeRoll`;
  const answer = await client.send(new GetFunctionConfigurationCommand({ FunctionName })).catch((error) => {
    const isMissing = error instanceof Error && error.name === 'ResourceNotFoundException';
    throw isMissing ? new Problem(error.message, deploy(target)) : error;
  });
  const { Variables: variables = {}, Error: failure } = answer.Environment ?? {};
  if (failure !== undefined) throw new Problem(`the environment of ${FunctionName}: ${failure.Message}`);
  const refuse = (faults: string) =>
    new Problem(`the environment of ${FunctionName}: ${faults}`, deploy(target));
  const config = parse(Environment, variables, { whole: 'all of it', refuse });
  const all = config.vendors.map((name) => {
    const [definition, adapter] = Object.hasOwn(vendors, name) ? [vendors[name], adapters[name]] : [];
    if (definition === undefined || adapter === undefined)
      throw refuse(`VENDORS: "${name}" is not a vendor that Rollcall knows`);
    const variable = variableOf(name);
    const read = <T>(schema: v.GenericSchema<unknown, T>) =>
      parse(settingsIn(schema), variables[variable], { whole: variable, refuse });
    return { name, definition, adapter, settings: read(definition.Settings), given: read(Given) };
  });
  return { config, vendors: all };
}
