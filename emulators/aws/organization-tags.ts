import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { fromManagement, listedMember } from './organization-access.ts';
import { resourceArn, unitsOf } from './organization-tree.ts';

/** The operations of Organizations on the tags of accounts, units and the root. */
export const accountTagOperations = [
  operation({
    schema: ListTagsForResource$,
    needs: (asking, { ResourceId = '' }: ListTagsForResourceRequest) =>
      fromManagement(asking, 'ListTagsForResource', resourceArn(asking.world.state, ResourceId)),
    serve: (asking, { ResourceId }) => ({
      Tags: [...tagsOf(asking, ResourceId)].map(([Key, Value]) => ({ Key, Value })),
    }),
  }),
  operation({
    schema: TagResource$,
    needs: (asking, { ResourceId = '' }: TagResourceRequest) =>
      fromManagement(asking, 'TagResource', resourceArn(asking.world.state, ResourceId)),
    serve(asking, { ResourceId, Tags = [] }) {
      const tags = tagsOf(asking, ResourceId);
      for (const { Key = '', Value = '' } of Tags) tags.set(Key, Value);
      return {};
    },
  }),
  operation({
    schema: UntagResource$,
    needs: (asking, { ResourceId = '' }: UntagResourceRequest) =>
      fromManagement(asking, 'UntagResource', resourceArn(asking.world.state, ResourceId)),
    serve(asking, { ResourceId, TagKeys = [] }) {
      const tags = tagsOf(asking, ResourceId);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  }),
];

/** Tags of an account, and those of the root and of units, which are kept by id. */
function tagsOf(asking: Asking, id = ''): Map<string, string> {
  const { state } = asking.world;
  if (!/^(ou|r)-/.test(id)) return listedMember(asking, id, 'TargetNotFoundException').membership.tags;
  const { rootId, tags } = state.organization;
  if (id !== rootId && !unitsOf(state).has(id))
    throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
  const own = tags.get(id) ?? new Map<string, string>();
  tags.set(id, own);
  return own;
}
