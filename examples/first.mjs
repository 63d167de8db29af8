import { KrakenClient } from '@kraken-stream/client';

const kraken = new KrakenClient();
kraken.on('error', ({ message }) => console.error(message)); // it goes on by itself
const book = kraken.book('BTC/USD', { depth: 10 });

let updates = 0;
for await (const event of book) {
  if (event.type === 'gap') console.log(`not seen: ${event.reason}`);
  else console.log(`${book.bids.best?.price} / ${book.asks.best?.price}  spread ${book.spread}`);
  if (++updates === 20) break; // leaving the loop unsubscribes
}

await kraken.close();
