#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from './commands';
import { processTerminal } from './process-terminal';
import { runCli } from './run-cli';

/** Of the package that this file lies in, one folder down. */
const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

void runCli(process.argv.slice(2), COMMANDS, version, processTerminal()).then((code) => {
	process.exitCode = code;
});
