"""The words by which an indicator is known to count what was held, issued or written, or to measure an effect."""

from __future__ import annotations

from enum import Enum, StrEnum, auto

from indicators.words import Words


class Form(StrEnum):
    """What is counted: the forms that work takes, as against what comes of it."""

    MEETINGS = "meetings"
    DOCUMENTS = "documents"
    PLANS = "plans"
    RULES = "rules"
    ACTIVITIES = "activities"
    STUDY = "study"
    VISITS = "visits"
    PUBLICITY = "publicity"
    INSPECTIONS = "inspections"
    RECORDS = "records"
    PLEDGES = "pledges"
    ONLINE = "online"


FORM_WORDS = {
    Form.MEETINGS: Words("会议", "meetings"),
    Form.DOCUMENTS: Words("文件材料", "documents"),
    Form.PLANS: Words("方案计划", "plans"),
    Form.RULES: Words("制度机制", "rules and bodies"),
    Form.ACTIVITIES: Words("活动", "activities"),
    Form.STUDY: Words("学习培训", "study and training"),
    Form.VISITS: Words("走访谈话", "visits and talks"),
    Form.PUBLICITY: Words("信息宣传", "publicity"),
    Form.INSPECTIONS: Words("督查检查", "inspections"),
    Form.RECORDS: Words("台账记录", "records"),
    Form.PLEDGES: Words("责任书、承诺书", "pledges"),
    Form.ONLINE: Words("积分和点击", "points and clicks online"),
}

#: What shows the effect of each form.
EFFECT_OF = {
    Form.MEETINGS: Words("议定事项按期落实率", "the share of decisions carried out in time"),
    Form.DOCUMENTS: Words(
        "文件精简率或部署事项落实率", "the cut in papers, or the share of orders carried out"
    ),
    Form.PLANS: Words("任务按期完成率", "the share of tasks completed in time"),
    Form.RULES: Words("制度执行情况抽查合格率", "the pass rate of spot checks of how rules are kept"),
    Form.ACTIVITIES: Words(
        "参与对象满意率或覆盖率", "the share of those meant who are reached, or are satisfied"
    ),
    Form.STUDY: Words("学习培训后测试合格率", "the pass rate of a test afterwards"),
    Form.VISITS: Words("反映问题办结率", "the share of problems raised that are settled"),
    Form.PUBLICITY: Words("群众知晓率", "the share of people who know of it"),
    Form.INSPECTIONS: Words("发现问题整改率", "the share of findings put right"),
    Form.RECORDS: Words("工作落实情况抽查合格率", "the pass rate of spot checks of the work itself"),
    Form.PLEDGES: Words("承诺事项兑现率", "the share of pledges kept"),
    Form.ONLINE: Words(
        "抽样测试合格率或群众知晓率", "the pass rate of a sample test, or how many know of it"
    ),
}


class Role(Enum):
    """What a word does in a clause."""

    FORM = auto()
    #: A rate, a share, a judgement of quality.
    EFFECT = auto()
    #: Something that came of the work, good only if it is counted.
    RESULT = auto()
    #: Something that should not have happened.
    FAULT = auto()
    #: It is somebody else who did it.
    SUFFERED = auto()
    #: Less is better.
    REDUCED = auto()
    #: To hold, to issue, to write, to set up.
    DOING = auto()
    #: It was not done.
    LACKING = auto()
    #: Whatever follows is only aimed at.
    AIM = auto()
    #: More than before, which is no share of anything.
    GROWTH = auto()
    #: Takes points off.
    LOSES = auto()
    #: Contains a word of the lists but means something else.
    OTHER = auto()


_FORMS = {
    Form.MEETINGS: (
        "会议 例会 大会 党委会 党组会 常委会 支委会 班子会 工作会 推进会 座谈会 动员会 部署会 研讨会 现场会 交流会 联席会 调度会 专题会 生活会 协调会 汇报会 报告会 观摩会"
        " 恳谈会 议事会 总结会 分析会 评审会 听证会 见面会 茶话会 发布会 视频会 碰头会 办公会 会商 座谈 党小组会 专题研究 研判 三会一课 述职 议党 党务会 务虚会 院坝会"
        " 坝坝会 圆桌会 早会 晨会 夕会 推介会 通报会 分析研判 专题听取 研究 参会 参加会议 研究部署"
    ),
    Form.DOCUMENTS: (
        "文件 公文 通知 发文 材料 报告 总结 汇报 纪要 报表 表格 心得 体会 论文 意见建议 征求意见 通报 通知单 督办函 讲话稿 发言稿 经验做法 典型案例 创新案例 汇编 课题"
        " 函件 讲稿 调研文章 理论文章 白皮书 手册 读本 剖析 检查材料 请示 专报 小结 提纲 通讯 感想 感悟 札记 大事记 周报 月报 季报 旬报 年报 半年报 信函"
    ),
    Form.PLANS: "方案 计划 要点 预案 规划 清单 措施 路线图 时间表 任务书 任务分工 分工表 责任分解 任务分解 实施意见 指导意见 行动纲要 配档表",
    Form.RULES: "制度 机制 规定 办法 细则 规程 领导小组 专班 工作组 议事规则 配套政策 规范性文件 政策文件 工作体系 联席会议制度 工作机构 公约 章程 建章立制 实施办法",
    Form.ACTIVITIES: (
        "活动 主题党日 党日 志愿服务 竞赛 比赛 演讲 展览 演出 汇演 文艺 参观 观摩 演练 宣誓 团建 共建 评选 问卷 测评 调查问卷 民意调查 满意度调查 民主评议 义诊 赛事"
        " 论坛 沙龙 打卡活动 政治生日 仪式 研学 文明实践 公益 拉练 比武 路演 运动会 联谊 专项行动 集中行动 专项整治 整治行动 征文 晚会 合唱 朗诵 诵读 祭扫 擂台赛 快闪"
        " 签名 采风 书画 摄影 考察"
    ),
    Form.STUDY: (
        "学习 培训 轮训 党课 微党课 授课 讲课 讲座 读书班 读书会 宣讲 研讨 辅导 测试 考试 夜校 培训班 专题班 研修 警示教育 廉政教育 党性教育 主题教育 集中学 领学 送学"
        " 讲堂 参训 答题 教育会 课程 微课 备课 中心组 交流发言"
    ),
    Form.VISITS: (
        "走访 慰问 调研 谈话 谈心 家访 蹲点 驻点 驻村 联系点 接访 下访 下基层 入户 下沉 联系群众 结对 挂钩联系 约谈 联系企业 随访 进村 住村 现场办公 提醒 回访 点评"
        " 函询 领导包案 接待日"
    ),
    Form.PUBLICITY: (
        "信息简报 简报 党建信息 工作信息 政务信息 信息报送 报送信息 上报信息 信息采用 信息 稿件 稿子 报道 推文 文章 帖子 短视频 微视频 视频 动态 新闻 标语 展板 横幅 海报"
        " 宣传 宣传栏 宣传资料 宣传册 宣传品 折页 传单 条幅 牌匾 灯箱 公益广告 橱窗 专栏 专题片 宣传片 投稿 刊发 发稿 用稿 供稿 上稿 图文 公众号 网评 跟帖 评论 快讯"
        " 刊物 内刊 期刊 喷绘 文化墙 电教片 党刊 倡议书 一封信 明白纸 直播 标识牌 宣传画 明白卡 提示牌 公示牌 公示栏 公开栏 宣传单 标牌 挂牌 授牌 简讯 通讯稿 软文 撰稿"
        " 刊载"
    ),
    Form.INSPECTIONS: "督查 督导 检查 巡查 巡察 抽查 暗访 明察 明查 督办 巡检 普查 排查 自查 核查 督促 巡回指导 指导 调度 随机检查 回头看",
    Form.RECORDS: (
        "台账 台帐 记录 记录本 会议记录 档案 资料 笔记 笔记本 日志 照片 图片 影像 录像 佐证 痕迹 手账 签到表 卷宗 痕迹材料 留痕 截图 纪实 活页 登记簿 登记表 登记册"
        " 日记 签到簿 工作本"
    ),
    Form.PLEDGES: "责任书 承诺书 责任状 目标书 军令状 保证书 承诺 协议 共建协议 公开承诺 践诺书 告知书 倡议",
    Form.ONLINE: (
        "积分 点击量 阅读量 浏览量 播放量 转发量 下载量 访问量 点赞量 点击 阅读数 点赞 打卡 粉丝 登录 登陆 签到 活跃用户 学习强国 注册人数 关注量 关注人数 转评 平台使用"
        " 浏览"
    ),
}
_WORDS = {
    Role.EFFECT: (
        "率 效率 占比 比例 比重 满意 认可 好评 知晓 信任 合格 达标 优良 质量 成效 效果 实效 成绩 平均分 水平 覆盖 全覆盖 参与度 支持度 贡献度 美誉度 活跃度 影响力"
        " 公信力 获得感 幸福感 安全感 归属感 名次 指数 排名 位次 评价得分 测评得分 考核得分 测试得分 评分 群众评价 群众口碑 群众公认 及格 优秀 准确性 时效 闭环 完成比"
        " 满意度 平均时长 占总数 占全部"
    ),
    Role.RESULT: (
        "落实 整改 销号 办结 解决 化解 就业 转化 采纳 兑现 见效 到位 问题 隐患 事项 矛盾 纠纷 积案 信访 诉求 脱贫 增收 受益 惠及 救助 验收 持证 上岗 盘活 引进 实事"
        " 心愿 线索 立案 挽回 执行 办成 摘帽 转正 创业 升级 提质 落地 投产 达产 增产 晋级 晋位 追回 退赔 取得证书 破解 办理 返岗 复工 成果应用 成果转化 订单 成交"
        " 签约 建成 通车 修复 治愈 康复 调解成功 帮办 解困 帮扶成功 脱困 考取 录用 吸纳"
    ),
    Role.FAULT: (
        "违规 违纪 违反 违法 投诉 上访 事故 处分 问责 批评 诫勉 曝光 弄虚作假 不合格 案件 差评 退回 返工 迟报 漏报 错报 瞒报 谎报 逾期 超期 超时 整改通知书 警示函"
        " 提醒函 通报批评 重复 失实 差错 泄密 腐败 贪污 四风 抄袭 雷同 造假 失泄密 冒名 脱管 失管 失联 空转 走过场 形式主义 官僚主义"
    ),
    Role.SUFFERED: "被 受到 收到 接到 遭",
    Role.REDUCED: (
        "减少 精简 压减 压缩 下降 降低 减量 只减不增 零增长 越少越好 越低越好 不超过 不得超过 不高于 不多于 控制在 削减 取消 清理 撤并 要求基层 要求村 要求社区 向基层"
        " 层层 基层填报 基层报送 基层上报 合并召开 瘦身 同比减 较上年减 减幅 降幅 少开 少发 越少"
    ),
    Role.DOING: (
        "制定 制订 拟定 印发 出台 下发 转发 报送 上报 提交 报 撰写 编写 编制 编印 编发 制发 发出 设 起草 召开 举办 举行 开展 组织 建立 健全 完善 成立 组建 签订"
        " 签署 设立 设置 张贴 悬挂 发放 散发 制作 建有 配有 形成 填写 填报 提供 发布 推送 发表 刊登 参加 参与 承办 安排 部署 做好 整理 归档 上墙 公示 开设 是否"
        " 有无 上传 递交 备有 具备 齐全 齐备 完整 完备 完成 听取 讲授 观看 到 赴 实施 公开 报备 备案"
    ),
    Role.LACKING: (
        "未 没有 缺 缺少 缺失 不足 不满 不到 少于 低于 达不到 每少 少一 少开展 少报 少组织 少学 漏 欠 否则 不开展 不召开 不报送 不制定 每减少 每降低 应开未开 不按"
        " 不及时"
    ),
    Role.AIM: "提高 提升 增强 促进 推动 确保 助力 扩大 改善 强化 为了 力争 旨在 保障 营造 推进",
    Role.GROWTH: "增长 增加 增幅 上升 多于上年",
    Role.LOSES: "扣",
    Role.OTHER: (
        "社会 委员会 居委会 村委会 工会 协会 商会 学会 联合会 会员 会计 机会 宣传部 宣讲团 宣讲员 宣传员 研究生 研究员 研究院 研究所 驻村干部 驻村工作队 驻村第一书记"
        " 督查室 督查组 活动阵地 活动中心 活动场所 活动室 会议室 会议经费 活动经费 培训经费 培训费 会议费 宣传经费 培训基地 教育基地 培训机构 学习型 学习贯彻 学习借鉴"
        " 规划建设 计划生育 信息化 信息公开 制度化 制度建设 减负 评分标准 评分细则 不少于 不低于 不得少于 不得低于 不缺 不漏 信息系统 个人信息 信息平台 信息安全 积分制"
        " 积分兑换 文件精神 会议精神 动态调整 动态更新 讲话精神 文件要求 会议要求 计划要求 方案要求 党组织 组织部 组织建设 组织关系 群团组织 基层组织 组织体系 组织力 率先"
        " 率领 率队 青少年 未成年 未来 少数 多数 多少 多党合作 意见箱 干部交流 到期 达到 得到 报名 情报 报警 督查通报情况 数字 数据 参数 系数 分数 人均 第一次 一次性"
        " 首次 再次 层次 档次 依次 指导性 指导员 调度员 研判员 按期 按时 及时 按规定 按要求 按照要求 按照规定 按计划 按方案 计划内 规定动作 规定时限 规定时间 规定程序"
        " 指标体系 优秀共产党员 优秀党员 优秀党务工作者 先进典型 动态管理 动态监测 视频监控 新闻发言人 党员档案 干部档案 人事档案 报告制 资料员 文件夹 四个意识 两个维护"
        " 三项机制 落实党建 落实全面 落实上级 落实省 落实市 落实中央 贯彻落实 认真落实 严格落实 严格执行 全面落实 抓好落实 问题导向 问题线索处置 信访局 信访工作 信访部门"
        " 优秀传统 信访维稳 廉政风险 社会实践 作风建设 反对四风 纠治四风 舆情应对 舆情处置 舆情监测 意识形态"
    ),
}
#: Every word with its role, and the form it is where it is one.
LEXICON: dict[str, tuple[Role, Form | None]] = {
    **{word: (Role.FORM, form) for form, words in _FORMS.items() for word in words.split()},
    **{word: (role, None) for role, words in _WORDS.items() for word in words.split()},
}

#: Words for one of a kind: those that count occasions and time, and those that count pieces.
OCCASIONS = "人次|场次|期次|批次|轮次|户次|车次|次|场|期|轮|批|届|堂|节|讲|学时|课时|小时|天"
PIECES = (
    "篇次|条次|篇|份|条|块|册|本|幅|部|套|则|封|张|版|项|件|个|字|人|名|户|家|处|面|支|门|例|组|队|所|点|类"
)
