/** What REST really lists, as the documentation prints it. */
import { listedPairs } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';
import { filesIn, present, samples } from '../recordings.js';

if (!present) console.info('shared/protocol is not here: what REST lists is not read');

describe.skipIf(!present)('what REST lists', () => {
  it('is read whole', () => {
    const [answer] = filesIn(samples, /^rest-asset-pairs-response\.json$/);
    expect(listedPairs(answer?.text ?? '')).toMatchObject({
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
