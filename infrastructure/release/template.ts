import * as v from 'valibot';
import { REGIONS } from '../regions.ts';
import { withReferences } from './marker.ts';

const Statement = v.looseObject({ Resource: v.unknown() });
const Policy = v.looseObject({ Statement: v.strictTuple([Statement]) });
const Resource = v.looseObject({ Type: v.string(), Properties: v.record(v.string(), v.unknown()) });
const Template = v.looseObject({
  Resources: v.record(v.string(), Resource),
  Outputs: v.record(v.string(), v.looseObject({})),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** The condition for what only `managementAccount=ENABLED` needs. */
const ENROLLS_MANAGEMENT = 'EnrollsManagementAccount';

/** Checked before anything is created. Source: CloudFormation User Guide, "Rules"; what packaging refuses for the same reason. */
const EVENTS_ARRIVE = {
  Assert: { 'Fn::Contains': [Object.keys(REGIONS), { Ref: 'AWS::Region' }] },
  AssertDescription: `Deploy in ${Object.keys(REGIONS).join(' or ')}: elsewhere the events of AWS Organizations do not arrive`,
};

/** What a release's template is made of. */
interface Packaged {
  /** What `serverless package` has made with a marker for each parameter. */
  template: unknown;
  version: string;
  /** CloudFormation's parameters. */
  parameters: Record<string, unknown>;
  /** The file of each function's bundle, by the function's key. */
  bundles: Map<string, string>;
  /** The account of the organization, as a text of `Fn::Sub`. */
  organization: string;
}

/**
 * The template that CloudFormation deploys without the Serverless Framework: its parameters are CloudFormation's, and the
 * bundles are in a bucket of whoever deploys, by names that say their content.
 */
export function releaseTemplate({ template, version, parameters, bundles, organization }: Packaged): object {
  const { Resources, Outputs, Conditions, ...rest } = v.parse(Template, template);
  const kept = Object.entries(Resources).filter(([id]) => !id.startsWith('ServerlessDeployment'));
  return {
    ...Object(withReferences({ ...rest, Metadata: undefined })),
    Description: `Rollcall ${version}`,
    Metadata: { Rollcall: { Version: version, Parameters: {} } },
    Parameters: parameters,
    Rules: { Region: { Assertions: [EVENTS_ARRIVE] } },
    Conditions: {
      ...Object(withReferences(Conditions)),
      [ENROLLS_MANAGEMENT]: { 'Fn::Equals': [{ Ref: 'managementAccount' }, 'ENABLED'] },
    },
    Resources: Object.fromEntries(
      kept.map(([id, resource]) => [id, ofRelease(id, withReferences(resource))] as const),
    ),
    Outputs: withReferences(
      Object.fromEntries(
        Object.entries(Outputs)
          .filter(([id]) => !id.startsWith('ServerlessDeployment'))
          .map(([id, { Export: _, ...output }]) => [id, output]),
      ),
    ),
  };

  function ofRelease(id: string, resource: unknown): object {
    const { Type, Properties, ...others } = v.parse(Resource, resource);
    if (Type === 'AWS::Lambda::Function')
      return { Type, ...others, Properties: { ...Properties, Code: code(id) } };
    if (id === 'AssumeAccessRoles')
      return {
        Type,
        ...others,
        Properties: { ...Properties, PolicyDocument: assuming(Properties['PolicyDocument']) },
      };
    return { Type, ...others, Properties };
  }

  function code(id: string) {
    const key = id.charAt(0).toLowerCase() + id.slice(1).replace('LambdaFunction', '');
    return {
      S3Bucket: { Ref: 'releaseBucket' },
      S3Key: { 'Fn::Sub': `\${releasePrefix}rollcall-${version}/${bundles.get(key) ?? missing(key)}` },
    };
  }

  /** A list in a parameter is made one of ARNs, whose partition has to be a text there. */
  function assuming(document: unknown): object {
    const { Statement: statements, ...policy } = v.parse(Policy, document);
    const [statement] = statements;
    const own = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${organization}:role/RollcallAccess-\${stage}` };
    return {
      ...policy,
      Statement: [
        { ...statement, Resource: { 'Fn::If': ['IsGovCloud', each('aws-us-gov'), each('aws')] } },
        { 'Fn::If': [ENROLLS_MANAGEMENT, { ...statement, Resource: own }, { Ref: 'AWS::NoValue' }] },
      ],
    };
  }
}

/** `arn:aws:iam::*:role/<name>` for each name in the parameter `accessRoles`. */
function each(partition: string) {
  const before = `arn:${partition}:iam::*:role/`;
  const names = { 'Fn::Join': [`,${before}`, { 'Fn::Split': [',', { Ref: 'accessRoles' }] }] };
  return { 'Fn::Split': [',', { 'Fn::Sub': [`${before}\${Names}`, { Names: names }] }] };
}

function missing(key: string): never {
  throw new Error(`the package has no bundle of ${key}`);
}
