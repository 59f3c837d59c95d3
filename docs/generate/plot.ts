import { shown } from '../../bench/grid.ts';
import { recorded } from '../../bench/recorded.ts';
import { vendors } from '../../lib/vendors/index.ts';

/** A line of the plot: points of seconds and accounts, in a color. */
interface Curve {
  label: string;
  color: string;
  points: [seconds: number, accounts: number][];
}

const [WIDTH, HEIGHT] = [760, 380];
const AREA = { left: 64, right: 600, top: 24, bottom: 330 };
const ACCOUNTS = 1000;

/** docs/performance.svg: when Cloudcraft has how many of 1,000 accounts, beside what its documented rate allows. */
export function performancePlot(): string {
  const { storms, backfill } = recorded();
  const { requests, seconds } = vendors['cloudcraft']?.pace ?? { requests: 1, seconds: 1 };
  const size = ACCOUNTS.toLocaleString('en');
  const all: Curve[] = [
    { label: 'rate, one call each', color: '#8a8a86', points: [[(ACCOUNTS * seconds) / requests, ACCOUNTS]] },
    { label: 'backfill', color: '#2a78d6', points: backfill?.curves?.[size] ?? [] },
    { label: 'storm', color: '#c2521b', points: storms?.curves?.[size] ?? [] },
  ];
  const curves = all.filter(({ points }) => points.length > 0);
  const most = Math.max(...curves.flatMap(({ points }) => points.map(([time]) => time)));
  const end = Math.ceil(most / 400) * 400;
  const x = (time: number) => AREA.left + ((AREA.right - AREA.left) * time) / end;
  const y = (count: number) => AREA.bottom - ((AREA.bottom - AREA.top) * count) / ACCOUNTS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="13" fill="#52514e">`,
    `<title>Accounts that Cloudcraft has, by the seconds since the start</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...[0, 250, 500, 750, 1000].map(
      (count) =>
        `<path d="M${AREA.left} ${y(count)}H${AREA.right}" stroke="#e4e3df"/><text x="${AREA.left - 8}" y="${y(count) + 4}" text-anchor="end">${shown(count)}</text>`,
    ),
    ...Array.from({ length: 5 }, (_, tick) => (end * tick) / 4).map(
      (time) => `<text x="${x(time)}" y="${AREA.bottom + 20}" text-anchor="middle">${shown(time)} s</text>`,
    ),
    ...curves.flatMap(({ color, points }) => [
      `<polyline fill="none" stroke="${color}" stroke-width="2" points="${[[0, 0] as const, ...points].map(([time, count]) => `${x(time).toFixed(1)},${y(count).toFixed(1)}`).join(' ')}"/>`,
    ]),
    ...labels(curves, x),
    `<text x="${AREA.left}" y="${HEIGHT - 12}">accounts that Cloudcraft has, by the simulated time since the start</text>`,
    '</svg>\n',
  ].join('\n');
}

/** A legend at the right, in the order of the ends, each with its time. */
function labels(curves: Curve[], x: (time: number) => number): string[] {
  return curves
    .map((curve) => ({ ...curve, last: curve.points.at(-1)?.[0] ?? 0 }))
    .toSorted((one, other) => one.last - other.last)
    .flatMap(({ label, color, last }, index) => {
      const top = AREA.top + 16 + index * 40;
      return [
        `<circle cx="${x(last).toFixed(1)}" cy="${AREA.top}" r="4" fill="${color}"/>`,
        `<circle cx="${AREA.right + 20}" cy="${top - 4}" r="5" fill="${color}"/>`,
        `<text x="${AREA.right + 32}" y="${top}">${label}</text>`,
        `<text x="${AREA.right + 32}" y="${top + 16}">${shown(Math.round(last))} s</text>`,
      ];
    });
}
