"""The names of the live sheets."""

from __future__ import annotations

from indicators.words import Words

GUIDE = Words("活表说明", "Live")
PARAMETERS = Words("参数", "Settings")
DATA = Words("数据", "Data")
GROUPS = Words("组统计", "Groups")
POINTS = Words("得分", "Points")
NODES = Words("汇总", "Nodes")
PUBLISHED = Words("公布", "Published")

#: In the order one follows a score from its figures.
SHEETS = (GUIDE, PARAMETERS, DATA, GROUPS, POINTS, NODES, PUBLISHED)
