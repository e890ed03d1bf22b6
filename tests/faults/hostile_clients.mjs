// SPDX-License-Identifier: Apache-2.0
// A process of its own that attacks a server in several ways at once until it is ended:
// node hostile_clients.mjs PORT [documents,bodies,silent,unread]
import net from 'node:net';

const port = Number(process.argv[2]);
const large_documents = 50;
const unfinished_bodies = 200;
const silent_connections = 1100;
const unread_answers = 1000;
const from = (first, count) => (index) => `127.0.${first}.${1 + (index % count)}`;
const counts = { opened: 0 };

const document = `{"email":"a@example.org","password":"correct-horse","x":[${Array(499_000).fill(1).join(',')}]}`;
const signup = (length) => `POST /signup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

/// Keeps `count` connections that send `bytes` and read only if `reads`. One that ends is replaced a little later.
function keep(count, address, bytes, reads) {
  const open = (index) => {
    ++counts.opened;
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: address(index) });
    socket.on('connect', () => { if (bytes) socket.write(bytes); });
    if (reads) socket.resume();
    else socket.pause();
    socket.on('error', () => {});
    socket.on('close', () => setTimeout(open, 100 + Math.random() * 200, index));
    // A socket that is never read notices its end only when it writes.
    if (!reads) setTimeout(() => socket.destroy(), 10_000 + Math.random() * 10_000);
  };
  for (let index = 0; index < count; ++index) setTimeout(open, Math.random() * 2000, index);
}

const attacks = {
  documents: () => keep(large_documents, from(1, 1), signup(document.length) + document, true),
  bodies: () => keep(unfinished_bodies, from(2, 4), signup(1_000_000) + 'x'.repeat(900_000), true),
  silent: () => keep(silent_connections, from(3, 10), '', true),
  unread: () => keep(unread_answers, from(4, 4), 'GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n', false),
};
for (const name of process.argv[3]?.split(',') ?? Object.keys(attacks)) attacks[name]();
process.on('SIGTERM', () => {
  process.stdout.write(JSON.stringify(counts), () => process.exit(0));
});
