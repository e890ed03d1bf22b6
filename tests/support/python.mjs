// SPDX-License-Identifier: Apache-2.0
// The Python whose libraries the tests compare with: scripts/python-env names it.
import { spawnSync } from 'node:child_process';

export const peers_python = process.env.PEERS_PYTHON ?? '/usr/bin/python3';

/// Returns whether it has a module.
export const has_module = (name) => spawnSync(peers_python, ['-c', `import ${name}`]).status === 0;
