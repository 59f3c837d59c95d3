import { randomUUID } from 'node:crypto';
import { isDisabled } from '../aws/event-rules.ts';
import type { ExecutionRecord } from '../aws/state.ts';
import type { World } from '../world.ts';
import { Engine } from './engine.ts';
import { deployedFunctions } from './functions.ts';
import { machinesIn, STACK } from './machines.ts';
import { outputs } from './outputs.ts';
import { declaredRules, enabledRules } from './rules.ts';
import { deployedWorkflow, workflowNames } from './workflow.ts';

/**
 * Deploys Rollcall to a world: its rules start the workflows for the events of the bus, and Step Functions and
 * CloudFormation answer for it. One stack at a time in a process.
 * @param parameters those that have another value than the default
 */
export function deployStack(world: World, parameters: GivenParameters = {}): Engine {
  const { aws, environment: defaults } = world;
  const { offboarding } = parameters;
  const environment: Record<string, string> = {
    ...defaults,
    ...(offboarding && { OFFBOARDING: offboarding }),
  };
  const engine = new Engine(environment, aws.state.executions);
  engine.keepsHistory = true;
  const machines = machinesIn(environment['AWS_REGION']);
  const deployed = workflowNames().map((name) => ({
    arn: machines.arnOf(name),
    name: `${STACK}-${name}`,
    definition: JSON.stringify(deployedWorkflow(name, machines)),
  }));
  const start = (workflow: string, { name, input }: { name: string; input: string }): ExecutionRecord => {
    const run = engine.run(workflow, JSON.parse(input), { name });
    const record = aws.state.executions.get(machines.executionArn(workflow, name)) ?? missing(name);
    // Its end is written into its record. What the interpreter itself cannot do ends it, too.
    run.catch((error) =>
      Object.assign(record, { status: 'FAILED', error: 'States.Runtime', cause: String(error) }),
    );
    return record;
  };
  aws.deploy({
    name: STACK,
    deployedAt: new Date(),
    outputs: outputs(deployed),
    machines: deployed,
    rules: declaredRules({ ...parameters }),
    functions: deployedFunctions(engine.lambda, environment),
    start: ({ arn }, execution) => start(machines.workflowOf(arn), execution),
    stop(execution, reason) {
      Object.assign(execution, reason);
      engine.abort(execution.executionArn);
    },
  });
  const rules = enabledRules({ ...parameters });
  aws.bus.subscribe((event) => {
    const starting = rules.filter(
      (rule) => !isDisabled({ switches: world.switches.aws }, rule.name) && rule.matches(event),
    );
    for (const { machine = '' } of starting)
      start(kebab(machine), { name: `${event.id}_${randomUUID()}`, input: JSON.stringify(event) });
  });
  return engine;
}

/** Parameters of the deployment that a world plays. */
interface GivenParameters {
  offboarding?: string;
}

const kebab = (id: string) => id.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

function missing(name: string): never {
  throw new Error(`${name} was not written down`);
}
