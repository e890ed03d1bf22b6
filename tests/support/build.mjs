// SPDX-License-Identifier: Apache-2.0
// Where the programs under test are: GATEHOUSE_BUILD, or the repository's build folder.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const build = path.resolve(process.env.GATEHOUSE_BUILD ?? path.join(repository, 'build'));

export const inRepository = (...parts) => path.join(repository, ...parts);
export const inBuild = (...parts) => path.join(build, ...parts);
export const inData = (...parts) => path.join(repository, 'tests', 'data', ...parts);
