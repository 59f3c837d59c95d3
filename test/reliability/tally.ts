/** Counts what a suite tries, and prints the counts in one line at its end: `crash points: 288 tried, 144 red at first`. */
export function tally<Counted extends string>(suite: string, counted: readonly Counted[]) {
  const counts = new Map<Counted, number>(counted.map((name) => [name, 0]));
  afterAll(() => {
    const told = [...counts].map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
    process.stdout.write(`${suite}: ${told.join(', ')}\n`);
  });
  return (name: Counted, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by);
}
