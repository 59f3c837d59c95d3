/** A number as the report writes it: 10,000. */
export const amount = (number: number) => number.toLocaleString('en-US');

/** So many of something: "1 account", "2,000 accounts". */
export const plural = (number: number, noun: string) => `${amount(number)} ${noun}${number === 1 ? '' : 's'}`;
