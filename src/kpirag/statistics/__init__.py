"""What the figures of one series can bear: projections to the year end."""

from __future__ import annotations

from kpirag.statistics.projections import Projection, project

__all__ = ["Projection", "project"]
