# SPDX-License-Identifier: Apache-2.0
"""Starts gatehouse and its rivals, loads them in turn, and tells what they did."""
