import { type Mutant, mutantsOf } from '../mutant.ts';

const http = mutantsOf('lib/http.ts', 'test/lib/http.test.ts', 'test/lib/http-throttling.test.ts');
const properties = mutantsOf('lib/http.ts', 'test/reliability/properties.test.ts');
const answer = mutantsOf('lib/http-answer.ts', 'test/lib/http.test.ts', 'test/lib/http-secrets.test.ts');
const wait = mutantsOf('lib/retry-after.ts', 'test/lib/retry-after.test.ts');
const scrub = mutantsOf('lib/scrub.ts', 'test/lib/scrub.test.ts', 'test/reliability/properties.test.ts');
const deadline = mutantsOf('lib/deadline.ts', 'test/lib/deadline.test.ts');

/** Requests to vendors, how long they may take, and what of their answers is told. */
export const httpMutants: Mutant[] = [
  http('attempt === ATTEMPTS', 'attempt > ATTEMPTS'),
  http('const OUT_OF_ORDER = [408, 425, 500,', 'const OUT_OF_ORDER = [425, 500,'),
  http('502, 503, 504]', '502, 503]'),
  http("redirect: 'manual'", "redirect: 'follow'", {
    tests: ['test/lib/http.test.ts', 'test/reliability/security-credentials.test.ts'],
  }),
  http('AbortSignal.any([deadline(), AbortSignal.timeout(answerWithinSeconds * 1000)])', 'deadline()'),
  http('?? Number.POSITIVE_INFINITY', '?? 0'),
  http("'Content-Type': 'application/json' }", "'Content-Type': 'text/plain' }"),
  properties('const WAIT_AT_MOST = 10;', 'const WAIT_AT_MOST = 11;'),
  properties('wait * 1000', 'wait * 2000'),
  answer('status < 300 && status !== 207', 'false'),
  answer("scrub.text(headers.get('x-cs-traceid') ?? '')", "(headers.get('x-cs-traceid') ?? '')"),
  answer('json(raw, scrub.value)', 'json(raw, (value) => value)'),
  answer('answer.status >= 200 && answer.status < 300', 'answer.status < 400', {
    tests: ['test/lib/vendors/cloudcraft.test.ts', 'test/reliability/security-credentials.test.ts'],
  }),
  wait('const EPOCH_MILLISECONDS = 1e12;', 'const EPOCH_MILLISECONDS = 1e13;'),
  wait('const EPOCH_SECONDS = 1e9;', 'const EPOCH_SECONDS = 1e10;'),
  wait('Math.max(0, number)', 'number'),
  wait("headers.get('retry-after') ?? ", ''),
  scrub('(sign) => encodeURIComponent(sign),', ''),
  scrub('.sort(longestFirst)', ''),
  scrub('[scrubText(key), scrub(inner)]', '[key, scrub(inner)]'),
  scrub('&#x', '&#y'),
  deadline('storage.getStore() ?? ', ''),
];
