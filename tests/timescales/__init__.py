"""Tests of the timescales wing."""
