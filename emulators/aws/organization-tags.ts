import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { operation } from './operation.ts';
import { accountArn, fromManagement, listedMember } from './organization-access.ts';

/** The operations of Organizations on the tags of accounts. */
export const accountTagOperations = [
  operation({
    schema: ListTagsForResource$,
    needs: (asking, { ResourceId }: ListTagsForResourceRequest) =>
      fromManagement(asking, 'ListTagsForResource', accountArn(asking.world.state, ResourceId)),
    serve: (asking, { ResourceId }) => ({
      Tags: [...tagsOf(asking, ResourceId)].map(([Key, Value]) => ({ Key, Value })),
    }),
  }),
  operation({
    schema: TagResource$,
    needs: (asking, { ResourceId }: TagResourceRequest) =>
      fromManagement(asking, 'TagResource', accountArn(asking.world.state, ResourceId)),
    serve(asking, { ResourceId, Tags = [] }) {
      const tags = tagsOf(asking, ResourceId);
      for (const { Key = '', Value = '' } of Tags) tags.set(Key, Value);
      return {};
    },
  }),
  operation({
    schema: UntagResource$,
    needs: (asking, { ResourceId }: UntagResourceRequest) =>
      fromManagement(asking, 'UntagResource', accountArn(asking.world.state, ResourceId)),
    serve(asking, { ResourceId, TagKeys = [] }) {
      const tags = tagsOf(asking, ResourceId);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  }),
];

const tagsOf = (asking: Asking, id: string | undefined): Map<string, string> =>
  listedMember(asking, id, 'TargetNotFoundException').membership.tags;
