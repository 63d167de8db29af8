/** Joins one WebSocket to one connection of the exchange. Knows nothing of protocols. */
import type { WebSocket } from 'ws';
import type { Simulator } from '../simulator.js';

/** Bytes waiting for a slow consumer at which it is given up. */
const MOST_BUFFERED = 16 * 1024 * 1024;

export function joinSocket(socket: WebSocket, simulator: Simulator, path: string, mostBuffered = MOST_BUFFERED): void {
  let open = true;
  const connection = simulator.accept(path, {
    send(text) {
      if (!open) return;
      if (socket.bufferedAmount > mostBuffered) {
        open = false;
        socket.close(1013, 'Slow consumer');
        queueMicrotask(() => connection.closed());
        return;
      }
      socket.send(text);
    },
    close(code, reason) {
      open = false;
      if (code === 1006) socket.terminate();
      else socket.close(code, reason);
    },
  });
  socket.on('message', (data, binary) => {
    // Requests are text; in a binary frame there is none.
    if (open) connection.received(binary ? '' : String(data));
  });
  // `ws` answers it by itself.
  socket.on('ping', () => {
    if (open) connection.pinged();
  });
  socket.on('close', () => {
    open = false;
    connection.closed();
  });
  // A frame that breaks the protocol or the size limit: `ws` closes the socket with the right code.
  socket.on('error', () => undefined);
}
