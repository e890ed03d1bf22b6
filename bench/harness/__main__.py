# SPDX-License-Identifier: Apache-2.0
from harness.main import main

main()
