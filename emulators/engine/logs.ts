/** A line that a function wrote with its logger, as CloudWatch Logs would hold it. */
export type LogLine = Record<string, unknown> & { level: string; message: string };

const sinks = new Set<(line: LogLine) => void>();
const streams = [process.stdout, process.stderr];

/**
 * Hands every log line of the functions to `sink` instead of the terminal, as Lambda hands them to CloudWatch Logs;
 * whatever else is printed passes. Call what it returns to stop.
 */
export function captureLogs(sink: (line: LogLine) => void): () => void {
  if (sinks.size === 0) release = intercept();
  sinks.add(sink);
  return () => {
    sinks.delete(sink);
    if (sinks.size === 0) release();
  };
}

let release: () => void = () => undefined;

function intercept(): () => void {
  const originals = streams.map((stream) => {
    const original = stream.write;
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      const lines = parse(String(chunk));
      if (lines === undefined) return Reflect.apply(original, stream, [chunk, ...rest]);
      for (const line of lines) for (const sink of sinks) sink(line);
      return true;
    };
    return () => {
      stream.write = original;
    };
  });
  return () => {
    for (const restore of originals) restore();
  };
}

/** The lines of a chunk; undefined when it is neither the logger's nor the metrics'. */
function parse(chunk: string): LogLine[] | undefined {
  if (!/^\{"(level|_aws)":/.test(chunk)) return undefined;
  return chunk
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
