#!/usr/bin/env node
/** The entry of the command `kraken-stream-simulator`. */
import { main } from './command.js';

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  tty: process.stdout.isTTY === true,
  onStop(stop) {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  },
});
