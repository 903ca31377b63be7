"""The kinds of acts in the log, in words."""

from __future__ import annotations

from indicators.words import Words

#: By the kind as it is kept.
ACTS = {
    "assessment started": Words("新建考核", "assessment started"),
    "scheme stored": Words("存入方案", "scheme stored"),
    "catalogue stored": Words("存入省级清单", "provincial list stored"),
    "benchmark stored": Words("存入对标表", "benchmark stored"),
    "last year stored": Words("存入上年结果", "last year's results stored"),
    "data stored": Words("存入数据", "data stored"),
    "proposal stored": Words("存入权重方案", "proposal stored"),
    "run stored": Words("留存计分", "run kept"),
    "run published": Words("公布", "run published"),
    "run superseded": Words("取代", "run superseded"),
    "run withdrawn": Words("撤回", "run withdrawn"),
    "run exported": Words("导出公布结果", "public run exported"),
    "database restored": Words("恢复备份", "backup restored"),
}
