"""Tests of the statistics wing."""
