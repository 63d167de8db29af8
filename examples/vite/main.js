import { KrakenClient } from '@kraken-stream/client';

// Kraken's own, or what the page's address says: ?ws://127.0.0.1:8080/v2 is the local exchange.
const exchange = location.search.slice(1);
const kraken = new KrakenClient(exchange ? { endpoints: { public: exchange } } : {});
const book = kraken.book('BTC/USD', { depth: 10 });

const show = (side) => side.levels().map(({ price, qty }) => `${price}  ${qty}`);
book.on('update', () => {
  document.querySelector('#book').textContent = [...show(book.asks).reverse(), '', ...show(book.bids)].join('\n');
});
book.on('state', (state) => {
  document.querySelector('#state').textContent = state;
});
