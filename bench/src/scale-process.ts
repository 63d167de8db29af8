/** Processes that are started for a measurement, asked things, and stopped whatever happens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** How long a process that was asked to end may take. */
const ENDING_MS = 2000;

export class Child<Said> {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #said: Said[] = [];
  #waiting: { resolve(said: Said): void; reject(error: Error): void } | undefined;
  #over: Error | undefined;

  /** `url` is the script's, `task` what it is told, `flags` are Node's. */
  constructor(name: string, url: string, task: unknown, flags: readonly string[] = []) {
    this.#name = name;
    this.#child = spawn(process.execPath, [...flags, fileURLToPath(url), JSON.stringify(task)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => this.#hear(message as Said));
    this.#child.on('error', (error) => this.#ended(error));
    this.#child.on('exit', (code, signal) => this.#ended(new Error(`${name} ended (${code ?? signal})`)));
  }

  /** Says something to it, whatever that means there. */
  ask(question: string): void {
    this.#child.send(question);
  }

  /** The next thing that it says. Rejects when it does not within so many milliseconds, and when it has ended. */
  hear(withinMs: number): Promise<Said> {
    const said = this.#said.shift();
    if (said !== undefined) return Promise.resolve(said);
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle()?.reject(new Error(`${this.#name} said nothing for ${withinMs / 1000} s`)),
        withinMs,
      );
      this.#waiting = {
        resolve: (next) => {
          clearTimeout(timer);
          resolve(next);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
    });
  }

  /** Ends it. Resolves when it is gone. */
  async end(): Promise<void> {
    const child = this.#child;
    if (this.#over !== undefined) return;
    const gone = once(child, 'exit');
    // It ends when it finds itself alone; one that hangs finds nothing.
    if (child.connected) child.disconnect();
    const impatient = setTimeout(() => child.kill('SIGKILL'), ENDING_MS);
    await gone;
    clearTimeout(impatient);
  }

  #hear(said: Said): void {
    const waiting = this.#settle();
    if (waiting === undefined) this.#said.push(said);
    else waiting.resolve(said);
  }

  #ended(error: Error): void {
    this.#over ??= error;
    this.#settle()?.reject(error);
  }

  #settle() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
