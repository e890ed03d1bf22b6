// SPDX-License-Identifier: Apache-2.0
// A test that runs twice: with a server on the data folder, and without.
import { test } from 'node:test';
import { open_house } from '../support/gatehouse.mjs';

/// `body` gets the folder, see `open_house`.
export function test_both_ways(name, body) {
  for (const running of [true, false]) {
    test(`${name}, ${running ? 'beside a running server' : 'without a server'}`, async () => {
      const house = await open_house(running);
      try {
        await body(house);
      } finally {
        await house.close();
      }
    });
  }
}
