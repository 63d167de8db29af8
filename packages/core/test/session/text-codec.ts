/**
 * A protocol of the tests' own: messages as they are in the common vocabulary, written as JSON. It says what v1 can say, so
 * that a session meets what v1 does without any of its bytes: executions in parts, and nothing that comes at once where v1
 * sends nothing.
 */
import { type Codec, type Message, ProtocolError, type Request, v1Client } from '@kraken-stream/core';

const { endpoints, channels, prompt, executionParts } = v1Client;

export const textCodec: Codec = {
  protocol: 'v1',
  endpoints,
  channels,
  prompt,
  executionParts,
  decode: (text) => read<Message>(text) ?? invalid(text),
  scanBook: () => false,
  encodeRequest: (request) => JSON.stringify(request),
  objection: () => undefined,
  nameOf: (symbol) => symbol,
  timeOf: (text) => text,
  bookTime: () => undefined,
  decodeRequest: (text) => read<Request>(text) ?? { type: 'refused', method: 'error', error: 'Malformed request' },
  encode: (message) => JSON.stringify(message),
};

function read<T extends object>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function invalid(frame: string): Message {
  const channel = /"type":"([a-z]+)"/.exec(frame)?.[1];
  const error = new ProtocolError({ path: '', expected: 'a message', received: 'something else', frame, channel });
  return { type: 'invalid', error };
}
