import { type AttributeValue, UpdateItem$, type UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';

type Item = Record<string, AttributeValue>;

/**
 * UpdateItem of DynamoDB, for numbers: `SET name = :value`, `ADD name :value`, and conditions of
 * `attribute_not_exists(name)` and comparisons that are joined by AND, and these by OR. Other expressions are refused.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export const tableOperations = [
  operation({
    schema: UpdateItem$,
    needs: ({ world, caller, region }, { TableName = '', Key = {} }: UpdateItemInput) => [
      {
        action: 'dynamodb:UpdateItem',
        resource: `arn:${world.state.partition}:dynamodb:${region}:${caller.account}:table/${TableName}`,
        keys: { 'dynamodb:LeadingKeys': Object.values(Key).map(({ S = '' }) => S) },
      },
    ],
    serve({ world: { state } }, { TableName, Key = {}, ...request }) {
      const [{ S: key } = {}] = Object.values(Key);
      if (key === undefined) throw noKey();
      const name = `${TableName}/${key}`;
      const item = state.items.get(name);
      if (!holds(request, item ?? {}))
        throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
      const changed = change(request, item ?? {});
      state.items.set(name, { ...Key, ...item, ...changed });
      return request.ReturnValues === 'UPDATED_NEW' ? { Attributes: changed } : {};
    },
  }),
];

function holds(
  { ConditionExpression: condition, ExpressionAttributeValues: values }: Expressions,
  item: Item,
): boolean {
  if (condition === undefined) return true;
  const isTrue = (term: string) => {
    const [, absent] = /^attribute_not_exists\((\w+)\)$/.exec(term) ?? [];
    if (absent !== undefined) return !(absent in item);
    const [, name = '', operator = '', value = ''] =
      /^(\w+) (<=|>=|<|>|=) (:\w+)$/.exec(term) ?? refuse('ConditionExpression');
    const [left, right] = [numberIn(item[name]), numberIn(values?.[value])];
    return left !== undefined && right !== undefined && COMPARISONS[operator]?.(left, right) === true;
  };
  return condition.split(' OR ').some((terms) => terms.split(' AND ').every(isTrue));
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '=': (left, right) => left === right,
  '>=': (left, right) => left >= right,
  '>': (left, right) => left > right,
};

function change({ UpdateExpression = '', ExpressionAttributeValues: values }: Expressions, item: Item): Item {
  const [, set, of = ''] = /^SET (\w+) = (:\w+)$/.exec(UpdateExpression) ?? [];
  if (set !== undefined) return { [set]: values?.[of] ?? refuse('UpdateExpression') };
  const [, added = '', amount = ''] =
    /^ADD (\w+) (:\w+)$/.exec(UpdateExpression) ?? refuse('UpdateExpression');
  const sum = (numberIn(item[added]) ?? 0) + (numberIn(values?.[amount]) ?? refuse('UpdateExpression'));
  return { [added]: { N: String(sum) } };
}

type Expressions = Pick<
  UpdateItemInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeValues'
>;

const numberIn = (value: AttributeValue | undefined) =>
  value?.N === undefined ? undefined : Number(value.N);

function refuse(what: string): never {
  throw new AwsError('ValidationException', `Invalid ${what}: it is not emulated`);
}

const noKey = () => new AwsError('ValidationException', 'The provided key element does not match the schema');
