/** The Node entry of @kraken-stream/simulator. */
export { type RunningServer, type ServerOptions, startServer } from './server.js';
