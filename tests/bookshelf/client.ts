// SPDX-License-Identifier: Apache-2.0
// Calls the bookshelf with types generated from its document: `tsc` checks each call, and the test runs it.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

type Book = components['schemas']['Book'];

/// The results, which the test checks.
export interface Visit {
  role: string;
  added: Book;
  found: string[];
  total: number;
  lent: boolean;
  again: { status: number; detail: unknown };
  refused: unknown;
  missing: number;
}

const expect = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what}: no answer`);
  return value;
};

export async function visit(baseUrl: string): Promise<Visit> {
  const client = createClient<paths>({ baseUrl });
  const email = 'ada@example.com';
  const password = 'correct horse battery';
  const member = await client.POST('/signup', { body: { email, password } });
  const login = await client.POST('/login', {
    body: { username: email, password, scope: '' },
    bodySerializer: (body) => new URLSearchParams({ username: body.username, password: body.password }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const headers = { Authorization: `Bearer ${expect(login.data, 'login').access_token}` };

  const added = await client.POST('/books', {
    headers,
    body: { isbn: '978-0262510875', title: 'Structure and Interpretation', author: 'Abelson and Sussman', year: 1985 },
  });
  const book = expect(added.data, 'add');
  await client.POST('/books', { headers, body: { isbn: '978-0201896831', title: 'Fundamental Algorithms', author: 'Knuth' } });
  const list = expect((await client.GET('/books', { params: { query: { search: 'sussman', order: 'year' } } })).data, 'list');
  const path = { id: book.id };
  const loan = expect((await client.POST('/books/{id}/loan', { headers, params: { path } })).data, 'borrow');
  const again = await client.POST('/books/{id}/loan', { headers, params: { path } });
  const refused = await client.PATCH('/books/{id}', { headers, params: { path }, body: { title: '' } });
  const missing = await client.GET('/books/{id}', { params: { path: { id: 4711 } } });
  return {
    role: expect(member.data, 'sign up').role,
    added: book,
    found: list.items.map((each) => each.title),
    total: list.total,
    lent: loan.is_lent,
    again: { status: again.response.status, detail: again.error?.detail },
    refused: refused.error?.detail,
    missing: missing.response.status,
  };
}
