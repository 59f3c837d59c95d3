const [FEWEST, MOST] = [80, 120];

/** How many columns what is printed takes: those of the terminal, from 80 to 120; 80 where nobody sits at one. */
export const columns = ({ columns: width }: { columns?: number } = process.stdout): number =>
  Math.min(MOST, Math.max(FEWEST, width ?? FEWEST));
