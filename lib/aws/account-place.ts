import {
  type OrganizationsClient,
  paginateListParents,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { deadline } from '../deadline.ts';
import { AwsUnavailableError } from '../errors.ts';
import { attempt } from './failure.ts';

/** What a person is to do when Organizations refuses a call. */
export const COMPARE_PERMISSIONS =
  'compare the permissions of PlanEnrollmentRole with infrastructure/, and start the enrollment again';

/**
 * Where an account or a unit stands: the ids from the root down to its own parent. An answer may be empty though there
 * is a parent, so every page is read. Source: Organizations API reference, ListParents.
 *
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export async function ancestors(client: OrganizationsClient, childId: string): Promise<string[]> {
  const tried = `list the parents of ${childId} at AWS Organizations`;
  const parents = await listed(tried, async () => {
    const found: string[] = [];
    const pages = paginateListParents({ client }, { ChildId: childId }, { abortSignal: deadline() });
    for await (const { Parents = [] } of pages) found.push(...Parents.flatMap(({ Id }) => Id ?? []));
    return found;
  });
  const [parent] = parents;
  if (parent === undefined) throw notShownYet(tried, 'no parent is in the answer');
  return parent.startsWith('r-') ? [parent] : [...(await ancestors(client, parent)), parent];
}

/** The tags of an account, by key. Throws as `ancestors`. */
export const tags = (client: OrganizationsClient, ResourceId: string): Promise<Record<string, string>> =>
  listed(`list the tags of account ${ResourceId} at AWS Organizations`, async () => {
    const found: Record<string, string> = {};
    const pages = paginateListTagsForResource({ client }, { ResourceId }, { abortSignal: deadline() });
    for await (const { Tags = [] } of pages)
      for (const { Key, Value } of Tags) if (Key !== undefined) found[Key] = Value ?? '';
    return found;
  });

/** What Organizations lists about an account that it has described: it may not know it everywhere yet. */
const listed = <T>(tried: string, list: () => Promise<T>): Promise<T> =>
  attempt({ tried, next: COMPARE_PERMISSIONS }, () =>
    list().catch((error) => {
      throw isUnknown(error) ? notShownYet(tried, `${error.name} ${error.message}`, error) : error;
    }),
  );

/** Source: Organizations API reference, ListParents and ListTagsForResource. */
const isUnknown = (error: unknown): error is Error =>
  error instanceof Error && ['ChildNotFoundException', 'TargetNotFoundException'].includes(error.name);

const notShownYet = (tried: string, said: string, cause?: Error) =>
  new AwsUnavailableError(
    {
      tried,
      said,
      next: 'the workflow tries again by itself; once it has given up, start the enrollment again',
    },
    { cause },
  );
