#!/usr/bin/env node
// Runs the program that npm installed for this system, in a package of its own.
'use strict'

const { spawn } = require('node:child_process')
const { name, optionalDependencies } = require('./package.json')

const own = `${name}-${process.platform}-${process.arch}`
const file = process.platform === 'win32' ? 'mcp-atlassian.exe' : 'mcp-atlassian'

function complain (text) {
  console.error(`${name}: ${text}`)
  process.exit(1)
}

let program
try {
  program = require.resolve(`${own}/${file}`)
} catch {
  complain(own in optionalDependencies
    ? `${own} is not installed; install again, and without --omit=optional`
    : `there is no program for ${process.platform} on ${process.arch}; build it from source`)
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' })
child.on('error', error => complain(error.message))
// Whoever started this knows this process alone.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal))
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + require('node:os').constants.signals[signal]
})
