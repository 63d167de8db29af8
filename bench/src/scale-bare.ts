/**
 * The floor at scale: a bare `ws` client that asks for the same books and does next to nothing with what comes. It takes
 * text from the socket as the library does, so that what a frame costs beyond this is the library's.
 */
import { v2 } from '@kraken-stream/core';
import WebSocket from 'ws';
import type { Load } from './scale.js';
import type { Bearer } from './scale-bearer.js';

/** Symbols in one request, as the library has them. */
const BATCH = 100;
const SNAPSHOT = '{"channel":"book","type":"snapshot"';

export function bare(url: string, symbols: readonly string[], { depth }: Load, parse: boolean): Bearer {
  const troubles: string[] = [];
  let [frames, live] = [0, 0];
  let kept: unknown;
  let openedAt = Number.NaN;
  const socket = new WebSocket(url);
  const opening = new Promise<number>((resolve) => {
    const merely = parse
      ? (text: string) => {
          frames++;
          kept = JSON.parse(text);
        }
      : (text: string) => {
          frames++;
          kept = text;
        };
    let take = (text: string): void => {
      merely(text);
      if (!text.startsWith(SNAPSHOT) || ++live < symbols.length) return;
      resolve(performance.now() - openedAt);
      take = merely;
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') take(data);
    };
    socket.onopen = () => {
      openedAt = performance.now();
      for (let from = 0; from < symbols.length; from += BATCH) {
        const batch = symbols.slice(from, from + BATCH);
        socket.send(v2.encodeRequest({ method: 'subscribe', channel: 'book', symbols: batch, depth, reqId: from + 1 }));
      }
    };
  });
  socket.onerror = ({ message }) => troubles.push(message);
  socket.onclose = ({ code, reason }) => troubles.push(`the socket was closed with ${code} ${reason}`);
  return {
    opening,
    troubles,
    count() {
      if (kept === undefined) throw new Error('nothing was made of the frames');
      return { frames, live, mismatches: 0 };
    },
  };
}
