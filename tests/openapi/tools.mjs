// SPDX-License-Identifier: Apache-2.0
// Three OpenAPI tools that find errors in a document. None of them uses the network.
import SwaggerParser from '@apidevtools/swagger-parser';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', SCARF_ANALYTICS: 'false', CI: 'true' };

/// Runs a linter on the document. It exits with 0, or with 1 if it found errors, and prints JSON.
function lint(document, program, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'openapi-'));
  try {
    const file = path.join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const { status, stdout, stderr } = spawnSync(process.execPath, [here(`../node_modules/${program}`), 'lint', file, ...args],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, ...quiet }, maxBuffer: 64 * 1024 * 1024 });
    if (status > 1 || status === null || stdout === '') throw new Error(`${program} failed (${status}): ${stdout}${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/// Returns the errors that redocly's recommended rules find.
export function lint_with_redocly(document) {
  const { problems } = lint(document, '@redocly/cli/bin/cli.js', ['--extends=recommended', '--format=json']);
  return problems.filter(({ severity }) => severity === 'error')
    .map(({ ruleId, message, location }) => ({ ruleId, message, at: location?.[0]?.pointer }));
}

/// Returns the errors that spectral's rules for OpenAPI find.
export function lint_with_spectral(document) {
  const found = lint(document, '@stoplight/spectral-cli/dist/index.js', ['--ruleset', here('spectral.yaml'), '--format=json', '--quiet']);
  return found.filter(({ severity }) => severity === 0).map(({ code, message, path: at }) => ({ code, message, at }));
}

/// Throws if the document does not meet the specification, or has a reference without a target.
export const validate_with_swagger_parser = (document) => SwaggerParser.validate(structuredClone(document));
