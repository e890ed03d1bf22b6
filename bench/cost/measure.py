# SPDX-License-Identifier: Apache-2.0
"""Measures what an operation costs: running it, compiling it, in the program's size, and at its start.

    PYTHONPATH=bench python3 -B bench/cost/measure.py [--quick]

compares a typed handler with the same written by hand on Beast (bench/cost/typed.cpp, beast.cpp, in build/bench),
builds generated services of 0, 1, 50 and 200 operations with an installed copy of build/, and writes
docs/library/cost.md. With --quick it builds 0, 1 and 5 operations, makes one short round, and prints the result
without writing the page.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import building
import page
import throughput


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few operations, once; writes nothing")
    options = parser.parse_args(arguments)
    ran = throughput.measure(*((1, 1) if options.quick else (7, 5)))
    for name in "typed", "beast":
        print(f"{name}: {ran[name]['allocations']:.2f} allocations an answer, "
              f"{', '.join(f'{rate:,.0f}' for rate in ran[name]['rates'])} answers a second of processor")
    print(f"typed to by hand: {ran['ratio'].median:.3f} ({ran['ratio'].least:.3f} to {ran['ratio'].most:.3f})", flush=True)
    counts, rounds = ([0, 1, 5], 1) if options.quick else ([0, 1, 50, 200], 3)
    with tempfile.TemporaryDirectory() as folder:
        compiled = building.measure(counts, Path(folder), rounds)
    if not options.quick:
        page.write(ran, compiled)


if __name__ == "__main__":
    main(sys.argv[1:])
