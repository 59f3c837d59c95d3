import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import * as v from 'valibot';

/** A line that a function wrote as JSON. */
export type LogLine = v.InferOutput<typeof LogLine>;
const LogLine = v.looseObject({ message: v.optional(v.string()), execution: v.optional(v.string()) });

/** All lines of JSON in a log group. */
export async function linesOf(client: CloudWatchLogsClient, logGroupName: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
    for (const { message = '' } of events) {
      if (message.startsWith('{')) lines.push(v.parse(LogLine, JSON.parse(message)));
    }
  }
  return lines;
}
