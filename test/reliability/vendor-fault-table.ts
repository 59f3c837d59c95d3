import { vendors } from '../../emulators/vendors.ts';
import {
  type Ending,
  enrolled,
  enrolledLater,
  garbled,
  notYet,
  type PlaceName,
  refused,
  row,
  throttled,
  unavailable,
  type VendorFault,
} from './vendor-fault.ts';

/** An answer in the place of the vendor's own. */
const says = (status: number, headers: Record<string, string> = {}, body = '') => ({ status, headers, body });
const page = (status: number, title: string) =>
  says(status, { 'content-type': 'text/html' }, `<h1>${title}</h1>`);
const late = (part: 'headers' | 'body') => ({ delaySeconds: 86_400, part });

/** A vendor that did what it was asked for, and did not say so, turns out to have done it when the step is repeated. */
const foundDone = {
  ...{ 'adding at Cloudcraft': enrolledLater, 'registering at CrowdStrike': enrolledLater },
  ...{ 'removing from Cloudcraft': enrolledLater, 'renaming at Cloudcraft': enrolledLater },
};

/** One call for each vendor and step, where the answer is recognized long before the step sees it. */
const ONE_A_STEP: PlaceName[] = [
  ...(["Cloudcraft's parameters", 'adding at Cloudcraft'] as const),
  ...(["CrowdStrike's token", 'reading back from CrowdStrike'] as const),
];

const noAnswer: VendorFault[] = [
  row('resets the connection', unavailable, { answer: { cut: 'connection' } }),
  row('does its work and resets the connection', unavailable, {
    ...{ effect: 'taken', answer: { cut: 'connection' }, at: foundDone },
  }),
  row('resets the connection in the middle of its answer', unavailable, {
    ...{ answer: { cut: 'body' }, at: foundDone },
  }),
  row('does not answer in time', unavailable, { answer: late('headers'), patience: 0.4 }),
  row('does its work and does not answer in time', unavailable, {
    ...{ effect: 'taken', answer: late('headers'), at: foundDone, patience: 0.4 },
  }),
  row('stops in the middle of its answer', unavailable, {
    ...{ answer: late('body'), at: foundDone, patience: 0.4 },
  }),
  row('takes long, and not too long', enrolled, { answer: { delaySeconds: 1, part: 'headers' } }),
];

const outOfOrder: VendorFault[] = [
  row('answers 503', unavailable, { answer: page(503, 'Sorry') }),
  ...[408, 425, 500, 502, 504].map((status) =>
    row(`answers ${status}`, unavailable, { answer: page(status, 'Sorry'), in: ONE_A_STEP }),
  ),
  row('answers 500 after its work', unavailable, { effect: 'taken', answer: says(500), at: foundDone }),
  row('answers 503 twice', enrolledLater, { answer: says(503), times: 2 }),
  row('answers 429 and nothing else', throttled, { answer: says(429) }),
  row('answers 429 with Retry-After: 0 twice', enrolledLater, {
    answer: says(429, { 'retry-after': '0' }),
    times: 2,
    at: { "Cloudcraft's parameters": enrolled, 'looking at Cloudcraft': enrolled }, // in its turn
  }),
  ...Object.entries({
    'Retry-After: 0': { 'retry-after': '0' },
    'Retry-After: a minute': { 'retry-after': '60' },
    'Retry-After: a date in the past': { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
    'Retry-After: a date far away': { 'retry-after': 'Wed, 21 Oct 2065 07:28:00 GMT' },
    'a time in seconds since the epoch': { 'x-ratelimit-retryafter': '1900000000' },
    'a time in milliseconds since the epoch': { 'x-ratelimit-retryafter': '1900000000000' },
    'a time that has passed': { 'x-ratelimit-retryafter': '1500000000' },
    'a wait longer than anybody lives': { 'retry-after': '1e300' },
    'a wait of less than nothing': { 'retry-after': '-5' },
    'a wait in words': { 'retry-after': 'tomorrow' },
  }).map(([wait, headers]) =>
    row(`answers 429 with ${wait}`, throttled, { answer: says(429, headers), in: ONE_A_STEP }),
  ),
];

/** An answer that names no account says that CrowdStrike does not know it: before registering, and just after. */
const unknown: Record<string, Ending> = {
  'looking at CrowdStrike': enrolled,
  'reading back from CrowdStrike': unavailable,
};
/** Cloudcraft's list is asked again after adding and removing, so what it answers to those hardly matters. */
const listed = {
  ...{ 'adding at Cloudcraft': enrolled, 'removing from Cloudcraft': enrolled },
  'renaming at Cloudcraft': enrolled,
};
/** A success that was none: what was to be removed is still listed, and the old name is seen by the next execution. */
const pretended = { 'removing from Cloudcraft': unavailable, 'renaming at Cloudcraft': enrolled };

const strangers = JSON.stringify({
  meta: {},
  errors: [{ code: 404 }],
  resources: [{ account_id: '999999999999', ID: 1 }],
});

const oddAnswers: VendorFault[] = [
  row('answers a page', garbled, { answer: page(200, 'Please sign in'), at: pretended }),
  row('answers nothing', garbled, { answer: says(200), at: pretended }),
  row('answers JSON that says nothing', garbled, { answer: says(200, {}, '{}'), at: pretended }),
  row('answers half of its JSON', garbled, { answer: { rewritten: { body: 'torn' } }, at: listed }),
  row('answers everything of another type', garbled, {
    ...{ answer: { rewritten: { body: 'wrong types' } }, at: listed },
  }),
  row('answers fields that nobody knows', enrolled, { answer: { rewritten: { body: 'unknown fields' } } }),
  row('answers null for every list', enrolled, {
    answer: { rewritten: { body: 'null lists' } },
    at: {
      'looking at Cloudcraft': garbled,
      "Cloudcraft's list": garbled,
      'reading back from CrowdStrike': unavailable,
    },
  }),
  row('answers texts that are too long for anything', enrolled, {
    answer: { rewritten: { body: 'long texts' } },
    at: {
      "Cloudcraft's parameters": garbled,
      ...{ 'looking at Cloudcraft': garbled, "Cloudcraft's list": garbled }, // an entry that cannot be read may be ours
      "CrowdStrike's token": garbled,
      'reading back from CrowdStrike': unavailable,
    },
  }),
  row('answers 207 with what it was asked for', enrolled, { answer: { rewritten: { status: 207 } } }),
  row("answers 207 with another's account", garbled, {
    answer: says(207, {}, strangers),
    at: { ...unknown, ...pretended, 'registering at CrowdStrike': refused },
  }),
];

/** Where Cloudcraft may have tried the role, it is waited for. */
const roleBlamed = { 'adding at Cloudcraft': notYet, 'renaming at Cloudcraft': notYet };

const refusals: VendorFault[] = [
  row('answers 401 once', enrolled, {
    answer: (vendor) => vendors[vendor].errorAnswer(401, 'Unauthorized'),
    times: 1,
  }),
  row('answers 401', refused, { answer: (vendor) => vendors[vendor].errorAnswer(401, 'Unauthorized') }),
  row('answers 401 and nothing else', refused, { answer: says(401) }),
  row('answers 403 for want of a scope, a permission or an address', refused, {
    answer: (vendor) => vendors[vendor].errorAnswer(403, 'access denied, authorization failed'),
  }),
  row('answers 403 with a page', refused, {
    ...{ answer: page(403, 'Not from here'), at: roleBlamed },
  }),
  row('answers 403 once', enrolled, {
    answer: (vendor) => vendors[vendor].errorAnswer(403, 'Failed to issue access token - Not Authorized'),
    ...{ times: 1, in: ["CrowdStrike's token"] },
  }),
  row('answers 400 with a page', refused, {
    ...{ answer: page(400, 'Bad request'), at: roleBlamed },
  }),
  row('answers 404 with a page', refused, {
    answer: page(404, 'Not found'),
    at: { 'renaming at Cloudcraft': unavailable },
  }),
  row('answers 418', refused, { answer: says(418) }),
  row('redirects to a stranger', refused, {
    answer: says(307, { location: 'https://stranger.invalid/' }),
    at: { "CrowdStrike's token": garbled },
  }),
  row('redirects to nowhere', refused, { answer: says(308) }),
];

/** Everything that can be wrong with a vendor's answer. */
export const vendorFaults: VendorFault[] = [...noAnswer, ...outOfOrder, ...oddAnswers, ...refusals];
