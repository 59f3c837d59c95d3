import {
  ListRoleTags$,
  type ListRoleTagsRequest,
  type Tag,
  TagRole$,
  type TagRoleRequest,
  UntagRole$,
  type UntagRoleRequest,
} from '@aws-sdk/client-iam';
import type { Keys } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { check } from './constraint.ts';
import { onRole, ownRole } from './iam-role.ts';
import { operation } from './operation.ts';
import { iamPage } from './pages.ts';

/** The operations on a role's tags. */
export const tagOperations = [
  operation({
    schema: TagRole$,
    needs: (asking, input: TagRoleRequest) => [
      onRole(asking, 'TagRole', { ...input, keys: requestTagKeys(input.Tags) }),
    ],
    serve(asking, input) {
      const role = ownRole(asking, input);
      role.tags = mergedTags(role.tags, input.Tags);
      return {};
    },
  }),
  operation({
    schema: UntagRole$,
    needs: (asking, input: UntagRoleRequest) => [
      onRole(asking, 'UntagRole', { ...input, keys: { 'aws:TagKeys': input.TagKeys } }),
    ],
    serve(asking, input) {
      const { tags } = ownRole(asking, input);
      for (const key of input.TagKeys ?? []) tags.delete(key);
      return {};
    },
  }),
  operation({
    schema: ListRoleTags$,
    needs: (asking, input: ListRoleTagsRequest) => [onRole(asking, 'ListRoleTags', input)],
    serve(asking, input) {
      const { page, rest } = iamPage(tagList(ownRole(asking, input).tags), input);
      return { Tags: page, ...rest };
    },
  }),
];

/** Tags as IAM answers them. */
export const tagList = (tags: Map<string, string>) => [...tags].map(([Key, Value]) => ({ Key, Value }));

/** The condition keys that tags in a request give. */
export const requestTagKeys = (tags: Tag[] = []): Keys => ({
  ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
  'aws:TagKeys': tags.length === 0 ? undefined : tags.map(({ Key = '' }) => Key),
});

/**
 * A role's tags with further ones: at most 50, with keys of 128 and values of 256 characters.
 *
 * @throws AwsError ValidationError, InvalidInput, LimitExceeded
 */
export function mergedTags(tags: Map<string, string>, added: Tag[] = []): Map<string, string> {
  const merged = new Map(tags);
  const seen = new Set<string>();
  if (added.length > 50)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50`,
    );
  for (const [index, { Key = '', Value = '' }] of added.entries()) {
    const at = `tags.${index + 1}.member`;
    check(`${at}.key`, Key, { min: 1, max: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' });
    check(`${at}.value`, Value, { max: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' });
    if (seen.has(Key.toLowerCase())) throw duplicateKeys();
    seen.add(Key.toLowerCase());
    merged.set(Key, Value);
  }
  if (merged.size > 50)
    throw new AwsError('LimitExceeded', 'The number of tags has reached the maximum limit.');
  return merged;
}

const duplicateKeys = () =>
  new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
