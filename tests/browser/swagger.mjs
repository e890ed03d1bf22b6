// SPDX-License-Identifier: Apache-2.0
// The Swagger page, as a visitor uses it.

/// Returns the block of one operation, such as `POST /signup`.
export function operation(page, name) {
  const [method, path] = name.split(' ');
  return page.locator(`.opblock-${method.toLowerCase()}`).filter({ has: page.locator(`.opblock-summary-path[data-path="${path}"]`) });
}

/// Presses Try it out, fills in `body` if there is one, and presses Execute. Returns the answer's status and JSON.
export async function try_out(page, name, body) {
  const block = operation(page, name);
  if (await block.locator('.opblock-body').count() === 0) await block.locator('.opblock-summary-control').click();
  await block.locator('.try-out__btn').waitFor();  // the block is drawn a moment after the click
  const button = block.locator('.try-out__btn:not(.cancel)');
  if (await button.count() > 0) await button.click();
  if (body !== undefined) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  const [response] = await Promise.all([
    page.waitForResponse((found) => new URL(found.url()).pathname.endsWith(name.split(' ')[1])),
    block.locator('button.execute').click(),
  ]);
  const row = block.locator('.live-responses-table tr.response');
  await row.filter({ hasText: String(response.status()) }).waitFor();
  // The page colours JSON token by token. Together the tokens are its text.
  return { status: Number((await row.locator('.response-col_status').innerText()).split('\n')[0]), body: JSON.parse(await row.locator('.highlight-code code').innerText()) };
}

/// Opens the Authorize dialog. Returns the part of it for users' tokens; other schemes have parts of their own.
export async function open_authorize(page) {
  await page.locator('.auth-wrapper > button.authorize').click();
  return page.locator('.dialog-ux .auth-container').filter({ has: page.locator('h4', { hasText: /^JWT\b/ }) });
}

/// Fills in that part and presses Authorize.
export async function authorize(dialog, username, password) {
  await dialog.locator('#oauth_username').fill(username);
  await dialog.locator('#oauth_password').fill(password);
  await dialog.locator('.auth-btn-wrapper button.authorize').click();
}

export const close_dialog = (dialog) => dialog.locator('button.btn-done').click();

/// Returns the button to log out, which exists once there is a token. Its label for screen readers is another text.
export const log_out_button = (dialog) => dialog.getByText('Logout', { exact: true });
