/** What REST really lists, as the documentation prints it. */
import { listedPairs } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { filesIn, samples } from '../recordings.js';

const answers = filesIn(samples, /^rest-asset-pairs-response\.json$/);

// Without ../shared there is nothing to be held against: recordings.ts says where it is looked for.
describe.runIf(answers.length > 0)('what REST lists', () => {
  it.each(answers)('$name is read whole', ({ text }) => {
    expect(listedPairs(text)).toMatchObject({
      entries: [
        {
          symbol: 'BTC/USDT',
          base: 'BTC',
          quote: 'USDT',
          status: 'online',
          pricePrecision: 1,
          priceIncrement: '0.1',
          qtyPrecision: 8,
          qtyIncrement: '0.00000001',
          marginable: true,
        },
      ],
    });
  });
});
