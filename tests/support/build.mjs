// SPDX-License-Identifier: Apache-2.0
// Finds the programs under test: in BUILD_FOLDER, or in the repository's build folder.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const build = path.resolve(process.env.BUILD_FOLDER ?? path.join(repository, 'build'));

export const inRepository = (...parts) => path.join(repository, ...parts);
export const inBuild = (...parts) => path.join(build, ...parts);
export const inData = (...parts) => path.join(repository, 'tests', 'data', ...parts);
