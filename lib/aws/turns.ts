import {
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { deadline } from '../deadline.ts';
import { AwsUnavailableError } from '../errors.ts';
import { attempt } from './failure.ts';

/** A queue at a vendor: one item of the table, which has the time of its next free turn, in milliseconds. */
export interface Turns {
  /** Whether this instance knows of turns that somebody waits for. */
  isBusy(vendor: string): boolean;
  /**
   * Takes the next free turn. Gives its time, in milliseconds since the epoch.
   * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
   */
  take(vendor: string, turn: Turn): Promise<number>;
  /** Moves the free turns of a queue back by so many milliseconds, where somebody waits. Throws as `take`. */
  postpone(vendor: string, turn: Pick<Turn, 'length' | 'atMost'>): Promise<void>;
}

/** Times in milliseconds. */
interface Turn {
  /** From this turn to the next one. */
  length: number;
  /** From now to the first turn of a queue in which nobody waits. */
  delay: number;
  /** From now to the end of the longest queue that can be; a longer one is not believed, and begun anew. */
  atMost: number;
}

/** Others may take turns between two of our conditions; so often in a row is too unlikely to go on. */
const ATTEMPTS = 3;

/**
 * The queues in a table. A turn is one conditional write, so that no two callers have the same, and two where nobody
 * waits yet. Source: DynamoDB Developer Guide, "Condition and filter expressions" and "Update expressions".
 */
export function turnsIn(client: DynamoDBClient, TableName: string): Turns {
  const busyUntil = new Map<string, number>();
  const update = async (vendor: string, change: Change): Promise<number | undefined> => {
    const command = new UpdateItemCommand({
      ...{ TableName, Key: { vendor: { S: vendor } }, ReturnValues: 'UPDATED_NEW' },
      ...change,
    });
    try {
      const { Attributes } = await client.send(command, { abortSignal: deadline() });
      return Number(Attributes?.['nextTurn']?.N);
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  };
  return {
    isBusy: (vendor) => Date.now() < (busyUntil.get(vendor) ?? 0),
    take: (vendor, { length, delay, atMost }) =>
      attempt({ tried: `take a turn at ${vendor} in the table ${TableName}`, next: NEXT }, async () => {
        for (let tried = 0; tried < ATTEMPTS; tried++) {
          const now = Date.now();
          const next =
            (await update(vendor, join(length, { now, limit: now + atMost }))) ??
            (await update(vendor, open(now + delay + length, { now, limit: now + atMost })));
          if (next === undefined) continue;
          busyUntil.set(vendor, next);
          return next - length;
        }
        throw new AwsUnavailableError({
          tried: `take a turn at ${vendor}`,
          answered: 'others took turns meanwhile',
        });
      }),
    postpone: (vendor, { length, atMost }) =>
      attempt({ tried: `move the turns at ${vendor} in the table ${TableName}`, next: NEXT }, async () => {
        const now = Date.now();
        await update(vendor, join(length, { now, limit: now + atMost }));
      }),
  };
}

const NEXT = 'compare the policy TakeTurns with infrastructure/';

type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
>;

/** Goes to the end of a queue in which somebody waits. */
const join = (length: number, bounds: Bounds): Change => ({
  UpdateExpression: 'ADD nextTurn :length',
  ConditionExpression: 'nextTurn > :now AND nextTurn < :limit',
  ExpressionAttributeValues: { ':length': { N: String(length) }, ...valuesOf(bounds) },
});

/** Begins a queue. */
const open = (next: number, bounds: Bounds): Change => ({
  UpdateExpression: 'SET nextTurn = :next',
  ConditionExpression: 'attribute_not_exists(nextTurn) OR nextTurn <= :now OR nextTurn >= :limit',
  ExpressionAttributeValues: { ':next': { N: String(next) }, ...valuesOf(bounds) },
});

/** Between which times the next free turn of a queue lies. */
interface Bounds {
  now: number;
  limit: number;
}

const valuesOf = ({ now, limit }: Bounds) => ({ ':now': { N: String(now) }, ':limit': { N: String(limit) } });
