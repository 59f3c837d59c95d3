import type { Page } from 'puppeteer-core';

const texts = (page: Page, selector: string) =>
  page.$$eval(selector, (found) => found.map(({ textContent }) => textContent));

/** The ids of the accounts in the table, in its order. */
export const ids = (page: Page) => texts(page, '#rows .id');

/** The names of the accounts in the table, in its order. */
export const names = (page: Page) => texts(page, '#rows .name');

/** What a screen reader is told of the table. */
export const announced = async (page: Page) => (await texts(page, '#count'))[0] ?? '';

/** Each sortable header's direction. */
export const sorted = (page: Page) =>
  page.$$eval('#table th[data-sort]', (found) => found.map((header) => header.getAttribute('aria-sort')));

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
