/** Attempts to open a WebSocket: let in, refused in HTTP, or kept waiting. Knows nothing of what is said afterwards. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer } from '../faults/gate.js';

/** As `Simulator.knock` at the path of the attempt. */
export type Knock = (answer: Answer) => () => void;

/** `enter` is called at most once, when the attempt is let in. */
export function answerUpgrade(socket: Duplex, knock: Knock, enter: () => void): void {
  let answered = false;
  let giveUp: () => void = () => undefined;
  const gone = (): void => {
    socket.destroy();
    giveUp();
  };
  socket.on('error', gone);
  const leave = knock((refusal) => {
    answered = true;
    for (const event of ['end', 'close']) socket.off(event, gone);
    if (refusal === undefined) enter();
    else refuse(socket, refusal.status);
  });
  if (answered) return;
  giveUp = leave;
  // Only a socket that is read tells that the other side is gone.
  for (const event of ['end', 'close']) socket.on(event, gone);
  socket.resume();
}

function refuse(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`;
  socket.end(`${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** The path that an attempt asks for. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}
