"""The tests of kpirag; a package only so that tests can import what they share."""
