import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { deadline } from '../deadline.ts';
import { attempt } from './failure.ts';

/**
 * The tags of all accounts of the organization, by account id: 100 accounts a call, where Organizations itself has a call
 * an account. An account that never had a tag is not among them.
 * Source: Resource Groups Tagging API reference, GetResources.
 *
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const accountTags = (
  client: ResourceGroupsTaggingAPIClient,
): Promise<Map<string, Record<string, string>>> =>
  attempt({ tried: "list the tags of the organization's accounts", next: NEXT }, async () => {
    const found = new Map<string, Record<string, string>>();
    const request = { ResourceTypeFilters: ['organizations:account'], ResourcesPerPage: 100 };
    const pages = paginateGetResources({ client }, request, { abortSignal: deadline() });
    for await (const { ResourceTagMappingList = [] } of pages)
      for (const { ResourceARN = '', Tags = [] } of ResourceTagMappingList)
        found.set(
          ResourceARN.split('/').at(-1) ?? '',
          Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
        );
    return found;
  });

const NEXT = 'compare the permissions of TakeRollRole with infrastructure/';
