/** The exchange behind real sockets: WebSocket endpoints, calls of REST, a page that names them, and faults to order. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { checkOptions, SIMULATOR_OPTIONS } from '../options.js';
import { Simulator, type SimulatorOptions } from '../simulator.js';
import { answerControl } from './control.js';
import { answerPage } from './page.js';
import { Rest } from './rest.js';
import { joinSocket } from './socket.js';
import { answerUpgrade, type Knock, pathOf } from './upgrade.js';

/** Where the server listens, and what the exchange behind it is like. */
export interface ServerOptions extends SimulatorOptions {
  /** 0, any free one, when left out. */
  readonly port?: number | undefined;
  /** The address to listen at; 127.0.0.1, this machine alone, when left out. */
  readonly host?: string | undefined;
  /** From an acknowledgement to its snapshot; 50 when left out, as with the real exchange. */
  readonly snapshotDelayMs?: number | undefined;
  /** Bytes waiting for a slow consumer at which it is given up; 16 MiB when left out. */
  readonly mostBuffered?: number | undefined;
}

/** An exchange behind real sockets, and where it is. */
export interface RunningServer {
  readonly port: number;
  /** The v2 public endpoint. */
  readonly url: string;
  /** The v2 private endpoint. */
  readonly privateUrl: string;
  /** The v1 public endpoint. */
  readonly v1Url: string;
  /** The v1 private endpoint. */
  readonly v1PrivateUrl: string;
  /** What the paths of REST, `/0/public/…` and `/0/private/…`, are appended to. */
  readonly restUrl: string;
  /** The page that names the endpoints. */
  readonly httpUrl: string;
  readonly simulator: Simulator;
  /** Closes every socket and stops listening; resolves when nothing is left. */
  close(): Promise<void>;
}

/** The largest request that is read, in bytes. */
const LARGEST_REQUEST = 1024 * 1024;

/** How long clients have to answer the close frame, in milliseconds, before they are cut. */
const CLOSING_MS = 250;

/**
 * Starts an exchange at an address. Rejects when it cannot listen there, for example with `EADDRINUSE`, and with a `UsageError`
 * for options that cannot be.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  checkOptions('options', options, { port: true, host: true, mostBuffered: true, ...SIMULATOR_OPTIONS });
  const { port = 0, host = '127.0.0.1', mostBuffered, ...engine } = options;
  const simulator = new Simulator({ ...engine, snapshotDelayMs: engine.snapshotDelayMs ?? 50 });
  const rest = new Rest(simulator);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_REQUEST, perMessageDeflate: false });
  const http = createServer((request, response) => {
    if (answerControl(request, response, simulator) || rest.answer(request, response)) return;
    answerPage(request, response, authority);
  });
  http.on('upgrade', (request, socket, head) => {
    const path = pathOf(request);
    const knock: Knock = (answer) => simulator.knock(path, answer);
    answerUpgrade(socket, knock, () => {
      sockets.handleUpgrade(request, socket, head, (webSocket) => joinSocket(webSocket, simulator, path, mostBuffered));
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const address = http.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
  return {
    port: boundPort,
    url: `ws://${authority}/v2`,
    privateUrl: `ws://${authority}/auth/v2`,
    v1Url: `ws://${authority}`,
    v1PrivateUrl: `ws://${authority}/auth`,
    restUrl: `http://${authority}`,
    httpUrl: `http://${authority}/`,
    simulator,
    async close() {
      const gone = Promise.all(Array.from(sockets.clients, (socket) => once(socket, 'close')));
      await simulator.close();
      const impatient = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSING_MS);
      await gone;
      clearTimeout(impatient);
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}
