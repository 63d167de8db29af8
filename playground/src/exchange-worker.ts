/** The worker's whole script: who starts it hands over a port, and on it is an exchange. */
import { ExchangeHost } from './exchange-host.js';

addEventListener('message', ({ data, ports: [port] }: MessageEvent<number>) => {
  if (port !== undefined) new ExchangeHost(port, data);
});
