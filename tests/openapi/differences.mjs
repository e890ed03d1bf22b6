// SPDX-License-Identifier: Apache-2.0
// Finds where two JSON documents differ, as JSON pointers (RFC 6901). The order of members and of `required` is ignored.
import { isDeepStrictEqual } from 'node:util';

const is_object = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const escape = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/// Returns a list of `{at, ours, theirs}`. A value that one side lacks is undefined.
export function find_differences(ours, theirs, at = '') {
  if (is_object(ours) && is_object(theirs)) {
    const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
    return names.flatMap((name) => find_differences(ours[name], theirs[name], `${at}/${escape(name)}`));
  }
  const sorted = (value) => (at.endsWith('/required') && Array.isArray(value) ? [...value].sort() : value);
  return isDeepStrictEqual(sorted(ours), sorted(theirs)) ? [] : [{ at, ours, theirs }];
}
