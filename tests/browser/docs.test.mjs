// SPDX-License-Identifier: Apache-2.0
// The documentation pages in a real browser: sign up, authorize, call, log out, with nothing from any other host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inRepository } from '../support/build.mjs';
import { start_target } from '../support/target.mjs';
import { open_browser } from './browser.mjs';
import { authorize, close_dialog, log_out_button, open_authorize, operation, try_out } from './swagger.mjs';

const email = 'ada@example.com';
const password = 'correct-horse';
const refused = (status, path) => `Failed to load resource: the server responded with a status of ${status} [${path}]`;

let server;
let browser;
let page;
before(async () => {
  server = await start_target();
  browser = await open_browser(server.origin);
  page = browser.page;
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/// Checks what went wrong since the last call. A test names what it expects.
const assert_complaints = (...expected) => assert.deepEqual(browser.complaints.splice(0), expected);

test('the docs page shows the operations, with a lock on the guarded one', async () => {
  await page.goto(`${server.origin}/docs`);
  for (const [name, summary] of [
    ['POST /signup', 'Create new user'], ['POST /login', 'Create access and refresh tokens for user'],
    ['GET /me', 'Get details of currently logged in user'],
  ]) {
    await operation(page, name).waitFor();
    assert.equal(await operation(page, name).locator('.opblock-summary-description').innerText(), summary);
    const locks = await operation(page, name).locator('button.authorization__btn').count();
    assert.equal(locks, name === 'GET /me' ? 1 : 0, name);
  }
  assert_complaints();
});

test('sign up by Try it out', async () => {
  const answer = await try_out(page, 'POST /signup', { email, password });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.email, email);
  assert_complaints();
});

test('a wrong password shows its error in the dialog', async () => {
  const dialog = await open_authorize(page);
  await authorize(dialog, email, 'wrong-horse');
  await dialog.locator('.errors').waitFor();
  assert.match(await dialog.locator('.errors').innerText(), /Bad Request|Incorrect email or password/);
  await close_dialog(dialog);
  assert_complaints(refused('400 (Bad Request)', '/login'));
});

test('authorize, and /me answers', async () => {
  const dialog = await open_authorize(page);
  await authorize(dialog, email, password);
  await log_out_button(dialog).waitFor();
  await close_dialog(dialog);
  const answer = await try_out(page, 'GET /me');
  assert.equal(answer.status, 200);
  assert.equal(answer.body.email, email);
  if (process.env.UPDATE_SCREENSHOTS === '1') await take_screenshot();
  assert_complaints();
});

test('log out, and /me does not', async () => {
  const dialog = await open_authorize(page);
  await log_out_button(dialog).click();
  await close_dialog(dialog);
  const answer = await try_out(page, 'GET /me');
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.body, { detail: 'Not authenticated' });
  assert_complaints(refused('401 (Unauthorized)', '/me'));
});

test('the other page shows the operations too', async () => {
  await page.goto(`${server.origin}/redoc`);
  for (const summary of ['Create new user', 'Create access and refresh tokens for user', 'Get details of currently logged in user']) {
    await page.getByRole('heading', { name: summary }).waitFor();
  }
  assert_complaints();
});

/// Takes the README's screenshot: the page of an authorized visitor, from the top.
async function take_screenshot() {
  await operation(page, 'POST /signup').locator('.opblock-summary-control').click();
  await page.setViewportSize({ width: 1280, height: 1260 });
  await page.mouse.move(0, 0);
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await page.screenshot({ path: inRepository('docs', 'images', 'docs-page.png') });
}
