"""Tests of sets, scorecards and their pages."""
