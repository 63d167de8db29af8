import { KrakenStreamError, RequestError } from '@kraken-stream/core';
import { describe, expect, it } from 'vitest';

describe('a refusal', () => {
  const reason = 'Currency pair not supported BTC/USX';

  it('keeps the exchange’s words, and says what was refused', () => {
    const error = new RequestError({ method: 'subscribe', symbol: 'BTC/USX', reason });
    expect(error).toBeInstanceOf(KrakenStreamError);
    expect(error.message).toBe(`the exchange refused subscribe BTC/USX: ${reason}`);
    expect(error).toMatchObject({ reason, method: 'subscribe', symbol: 'BTC/USX', suggestion: undefined });
  });

  it('suggests what was probably meant', () => {
    const error = new RequestError({ method: 'subscribe', symbol: 'BTC/USX', reason, suggestion: 'BTC/USD' });
    expect(error.message).toBe(`the exchange refused subscribe BTC/USX: ${reason}; did you mean 'BTC/USD'?`);
    expect(error).toMatchObject({ reason, suggestion: 'BTC/USD' });
  });
});
