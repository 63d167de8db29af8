/** A client of the server as others write them, for tests: a socket, and what was heard on it. */
import { WebSocket } from 'ws';

export interface Client {
  readonly socket: WebSocket;
  say(frame: object): void;
  /** Resolves to the next frame of which this is true, heard after the last one that was asked for. */
  heard(is: (frame: Frame) => boolean): Promise<Frame>;
}

/** What tests look at in a frame. */
export interface Frame {
  readonly channel?: string;
  readonly type?: string;
  readonly method?: string;
  readonly req_id?: number;
  readonly success?: boolean;
  readonly error?: string;
  readonly sequence?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}

const open: WebSocket[] = [];

export function client(url: string): Client {
  const socket = new WebSocket(url);
  open.push(socket);
  const frames: Frame[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    wake();
  });
  socket.on('error', () => undefined);
  return {
    socket,
    say: (frame) => socket.send(JSON.stringify(frame)),
    async heard(is) {
      for (;;) {
        const index = frames.findIndex(is);
        const [found] = index === -1 ? [] : frames.splice(index, 1);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Cuts all that were made. */
export function hangUp(): void {
  for (const socket of open.splice(0)) socket.terminate();
}
