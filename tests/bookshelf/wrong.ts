// SPDX-License-Identifier: Apache-2.0
// Calls that the document does not allow. Each line with "wrong" must be an error of `tsc`, and no other line.
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1' });
client.GET('/book'); // wrong: no such path
client.PUT('/books'); // wrong: no such method
client.GET('/books/{id}', { params: { path: { id: 'seven' } } }); // wrong: a number
client.GET('/books', { params: { query: { order: 'colour' } } }); // wrong: not one of the three
client.POST('/signup', { body: { email: 'ada@example.com' } }); // wrong: no password
client.GET('/books', { params: { query: { order: 'author', page: 2 } } });
