/** WebSockets of the browser or of Node. The only file of this package that opens one. */
import type { Connect, ConnectFailure, Link } from '@kraken-stream/core';
import WebSocket from 'isomorphic-ws';

export const connectSocket: Connect = (url, events): Link => {
  let failure: ConnectFailure | undefined;
  const socket = new WebSocket(url);
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    // The exchange sends text; Node would hand over anything else as bytes.
    if (typeof data === 'string') events.received(data);
  };
  socket.onerror = (event) => {
    // Browsers keep the reason to themselves.
    if (!('message' in event) || typeof event.message !== 'string') return;
    const status = /^Unexpected server response: (\d{3})$/.exec(event.message)?.[1];
    failure = { message: event.message, status: status === undefined ? undefined : Number(status) };
  };
  socket.onclose = ({ code, reason }) => events.closed(code, reason, failure);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
  };
};
