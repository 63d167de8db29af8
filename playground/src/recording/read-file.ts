/** Reads a file that somebody brought, piece by piece, so that the page stays free. Knows nothing of what is shown. */
import { type Recording, RecordingReader } from '@kraken-stream/simulator';

/** How long it reads before the page has a turn, in milliseconds. */
const TURN_MS = 8;

/** What is in the file; `progress` is told which part of it was read. Throws an `Error` that says why it cannot be played. */
export async function readFile(file: File, progress: (part: number) => void): Promise<Recording> {
  const reader = new RecordingReader();
  let rest = '';
  let read = 0;
  let until = performance.now() + TURN_MS;
  try {
    for await (const text of textOf(file, (bytes) => {
      read += bytes;
    })) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        reader.push(line);
        if (performance.now() < until) continue;
        progress(read / Math.max(1, file.size));
        await new Promise((resolve) => setTimeout(resolve, 0));
        until = performance.now() + TURN_MS;
      }
    }
  } catch (error) {
    throw new Error(`${file.name} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  reader.push(rest);
  const recording = reader.end();
  if (recording.events.length === 0) {
    const [first] = recording.unread;
    const why = first === undefined ? 'it is empty' : `line ${first.line}: ${first.reason}`;
    throw new Error(
      `${file.name} is no recording: ${why}. Expected lines of client.record(), or frames as they came, one a line.`,
    );
  }
  return recording;
}

async function* textOf(file: File, passed: (bytes: number) => void): AsyncIterable<string> {
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      passed(chunk.length);
      controller.enqueue(chunk);
    },
  });
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const bytes = file.stream().pipeThrough(counted);
  const plain = first === 0x1f && second === 0x8b ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  const chunks = plain.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { value, done } = await chunks.read();
    if (done) break;
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}
