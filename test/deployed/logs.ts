import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';

/** A line that a function wrote as JSON. */
export type LogLine = z.infer<typeof LogLine>;
const LogLine = z.looseObject({ message: z.string().optional(), execution: z.string().optional() });

/** All lines of JSON in a log group. */
export async function linesOf(client: CloudWatchLogsClient, logGroupName: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
    for (const { message = '' } of events) {
      if (message.startsWith('{')) lines.push(LogLine.parse(JSON.parse(message)));
    }
  }
  return lines;
}
