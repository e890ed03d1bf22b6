// SPDX-License-Identifier: Apache-2.0
// Chromium with a new profile. Pages can reach the server under test and no other host.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const args = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/// Opens a browser for the server at `origin`. In the result, `page` is an open page, and `complaints` has everything
/// that went wrong so far: errors on the console, thrown errors, failed requests, requests to other hosts. `close()`
/// must be called.
export async function open_browser(origin) {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args, viewport: { width: 1280, height: 1100 },
  });
  context.setDefaultTimeout(30_000);
  const complaints = [];
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`)) return route.continue();
    complaints.push(`a request to another host: ${url}`);
    return route.abort();
  });
  const page = context.pages()[0] ?? await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} [${message.location().url.replace(origin, '')}]`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('crash', () => complaints.push('the page crashed'));
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { page, complaints, close };
}
