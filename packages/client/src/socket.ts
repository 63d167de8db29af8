/** WebSockets of the browser or of Node. The only file of this package that opens one. */
import type { Connect, ConnectFailure, Link } from '@kraken-stream/core';
import WebSocket from 'isomorphic-ws';

export const connectSocket: Connect = (url, events): Link => {
  let failure: ConnectFailure | undefined;
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch (error) {
    // Not a URL, or one that the page may not connect to.
    const message = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => events.closed(1006, '', { message }));
    return { send() {}, close() {} };
  }
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
    close: (code, reason = '') => socket.close(allowedCode(code), cut(reason)),
  };
};

/** Browsers throw at any other. */
function allowedCode(code = 1000): number {
  return code >= 3000 && code <= 4999 ? code : 1000;
}

/** What a close frame has room for, in bytes of UTF-8. */
const LONGEST_REASON = 123;

function cut(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= LONGEST_REASON) return reason;
  // As a stream, a character of which not all is there is left out.
  return new TextDecoder().decode(bytes.subarray(0, LONGEST_REASON), { stream: true });
}
