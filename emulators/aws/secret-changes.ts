import {
  DeleteSecret$,
  type DeleteSecretRequest,
  RestoreSecret$,
  type RestoreSecretRequest,
  UpdateSecret$,
  type UpdateSecretRequest,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from './aws-error.ts';
import { ownAccount } from './iam-role.ts';
import { operation } from './operation.ts';
import { onSecret, ownSecret, secretKey, usableSecret } from './secret-access.ts';
import { addVersion } from './secret-versions.ts';

/** The operations of Secrets Manager that change, delete and restore a secret. */
export const secretChangeOperations = [
  operation({
    schema: UpdateSecret$,
    needs: (asking, { SecretId }: UpdateSecretRequest) => [onSecret(asking, 'UpdateSecret', SecretId)],
    serve(asking, input) {
      const secret = usableSecret(asking, input.SecretId);
      if (input.Description !== undefined) secret.description = input.Description;
      return { ARN: secret.arn, Name: secret.name, VersionId: addVersion(secret, input) };
    },
  }),
  operation({
    schema: DeleteSecret$,
    needs: (asking, { SecretId }: DeleteSecretRequest) => [onSecret(asking, 'DeleteSecret', SecretId)],
    serve(asking, { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: isForced = false }) {
      if (isForced && days !== undefined)
        throw new AwsError(
          'InvalidParameterException',
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        );
      if (days !== undefined && (days < 7 || days > 30))
        throw new AwsError(
          'InvalidParameterException',
          'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
        );
      const secret = usableSecret(asking, SecretId);
      const deletedAt = new Date(Date.now() + (isForced ? 0 : (days ?? 30) * 86_400_000));
      if (isForced) ownAccount(asking).secrets.delete(secretKey(asking, secret.name));
      else secret.deletedAt = deletedAt;
      return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt };
    },
  }),
  operation({
    schema: RestoreSecret$,
    needs: (asking, { SecretId }: RestoreSecretRequest) => [onSecret(asking, 'RestoreSecret', SecretId)],
    serve(asking, { SecretId }) {
      const secret = ownSecret(asking, SecretId);
      secret.deletedAt = undefined;
      return { ARN: secret.arn, Name: secret.name };
    },
  }),
];
