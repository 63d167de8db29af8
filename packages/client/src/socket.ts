/** WebSockets of the browser or of Node. The only file of this package that opens one. */
import type { Connect, Link } from '@kraken-stream/core';
import WebSocket from 'isomorphic-ws';

export const connectSocket: Connect = (url, events): Link => {
  let error: unknown;
  const socket = new WebSocket(url);
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    // The exchange sends text; Node would hand over anything else as bytes.
    if (typeof data === 'string') events.received(data);
  };
  socket.onerror = (event) => {
    error = 'message' in event ? event.message : undefined;
  };
  socket.onclose = ({ code, reason }) => events.closed(code, reason, error);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
  };
};
