# SPDX-License-Identifier: Apache-2.0
"""Starts gatehouse and its peers, loads them in turn, and reports the results."""
