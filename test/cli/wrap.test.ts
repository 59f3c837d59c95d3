import { wrap } from '../../cli/print/wrap.ts';

describe('a text that is wrapped', () => {
  it.each([
    { text: 'fits as it is', lines: ['fits as it is'] },
    { text: 'breaks where a space is', lines: ['breaks where a', '  space is'] },
    { text: 'has exactly xx then more', lines: ['has exactly xx', '  then more'] },
    { text: 'leaves a wordthatistoolong whole', lines: ['leaves a', '  wordthatistoolong', '  whole'] },
    {
      text: 'leaves {"a":"b c","d":{"e":[1]}} whole',
      lines: ['leaves', '  {"a":"b c","d":{"e":[1]}}', '  whole'],
    },
    {
      text: 'run it with "npx rollcall status" now',
      lines: ['run it with', '  "npx rollcall status"', '  now'],
    },
    { text: 'waits of about 703 s', lines: ['waits of about', '  703 s'] },
    { text: 'keeps\nits own lines', lines: ['keeps', 'its own lines'] },
    { text: '\u001B[31m✘\u001B[39m has a colour', lines: ['\u001B[31m✘\u001B[39m has a colour'] },
  ])('$text', ({ text, lines }) => expect(wrap(text, 2, 14)).toBe(lines.join('\n')));
});
