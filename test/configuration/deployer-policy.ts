import * as v from 'valibot';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { readTemplate } from './deployment.ts';
import { evaluated } from './intrinsics.ts';

/** The account that the policies are deployed in. */
export const ACCOUNT = '111122223333';

/** The boundary that the deployer has to give every role. */
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/RollcallBoundary-prod`;

const Template = v.object({ Resources: v.record(v.string(), v.object({ Properties: v.unknown() })) });
const Managed = v.object({ PolicyDocument });

const VALUES: Record<string, string> = {
  ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT, Stage: 'prod', Boundary: BOUNDARY },
  ...{ AccessRole: 'RollcallAccess', SecretPrefix: 'rollcall', ReleaseBucket: 'none' },
};

/** A policy of `infrastructure/deployer/`, as it is deployed for the stage prod. */
export function deployerPolicy(id: 'Boundary' | 'Deployer'): PolicyDocument {
  const { Resources } = v.parse(Template, readTemplate('infrastructure/deployer/rollcall-deployer.yml'));
  return v.parse(
    Managed,
    evaluated(Resources[id]?.Properties, (name) => VALUES[name]),
  ).PolicyDocument;
}
