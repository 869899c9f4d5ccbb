"""The twelve published sums as ledgers, and totals that check projects."""

YI = 100_000_000


def ledger(parts, total, *, unit="亿元", label="合计"):
    rows = [[number, f"{name}片区道路工程", part] for number, (name, part) in enumerate(zip("甲乙丙丁戊己", parts, strict=False), start=1)]
    return [["序号", "项目名称", f"总投资({unit})"], *rows, [None, label, total]]


def kinds(reading):
    return [finding.kind for finding in reading.findings]


def test_r1_one_part_in_wan_is_proved_a_slip(read):
    reading = read(ledger([14.02, 5.12, 2.1, 9.1, "3.06万元", 4.78], 38.18))
    assert [row.total_investment for row in reading.rows] == [1402000000, 512000000, 210000000, 910000000, None, 478000000]
    (rejection,) = reading.rejections
    assert (rejection.row, rejection.value) == (6, "3.06万元")
    assert "3.06亿元" in rejection.remedy
    assert "38.18亿元" in rejection.problem


def test_r2_both_parts_in_wan_are_proved_slips(read):
    reading = read(ledger(["4.74万元", "2.38万元"], "7.1亿元"))
    assert [row.total_investment for row in reading.rows] == [None, None]
    assert [rejection.value for rejection in reading.rejections] == ["4.74万元", "2.38万元"]


def test_r3_a_lost_unit_is_refused_and_the_total_does_not_silence_it(read):
    reading = read(ledger(["11.3元"], 11.3))
    assert reading.rows[0].total_investment is None
    assert "11.3亿元" in reading.rejections[0].remedy
    assert kinds(reading) == []


def test_r4_headings_with_sums_and_counts(read):
    reading = read(
        [
            ["序号", "项目名称", "累计完成投资(亿元)", "年度计划(亿元)", "完成率"],
            ["一", "新建项目(1个)", 1.15, 17.2, "6.7%"],
            [1, "甲路工程", 1.15, 17.2, "6.7%"],
            ["二", "续建项目(2个)", 19.86, 81.3, "24.4%"],
            [2, "乙路工程", 9.86, 41.3, "23.9%"],
            [3, "丙路工程", 10, 40, "25%"],
            ["合计", "3个", 21.01, 98.5, "21.3%"],
        ]
    )
    assert kinds(reading) == []
    assert reading.rejections == ()
    assert [row.year_done for row in reading.rows] == [115000000, 986000000, YI * 10]


def test_r5_r8_r9_rounding_is_told_from_error(read):
    for parts, total in (
        ([139.97, 180.34, 80.38, 11.53, 6.4, 19.72], 438.35), ([235.8, 101.97, 24.56], 362.32), ([88.6, 7.7], 96.4),
    ):  # fmt: skip
        reading = read(ledger(parts, total))
        assert kinds(reading) == ["四舍五入差"]
        assert reading.as_json()["rejected"] == []
        assert all(row.total_investment for row in reading.rows)


def test_r6_r10_r11_sums_that_hold_are_silent(read):
    for parts, total in (([679.62, 426.91, 153.3, 15.51], 1275.34), ([28.78, 26.4, 22.39], 77.57), ([57.1, 76.1, 31.2, 0.4], 164.8)):
        reading = read(ledger(parts, total))
        assert kinds(reading) == []
        assert any("相符" in note for note in reading.receipt.notes)


def test_r7_a_crossing_category_is_not_added(read):
    reading = read(
        [
            ["序号", "项目名称", "总投资(亿元)"],
            ["一", "续建项目", 191.1],
            [1, "甲路工程", 191.1],
            ["二", "新开工项目", 19.78],
            [2, "乙路工程", 19.78],
            ["三", "竣工投产项目", 47.62],
            [3, "丙路工程", 47.62],
            ["合计", None, 210.88],
        ]
    )
    assert "合计不符" not in kinds(reading)
    assert reading.rejections == ()
    assert [row.project_class and row.project_class.value for row in reading.rows] == ["续建", "新建", None]


def test_r12_counts_of_headings_add_up_to_the_totals(read):
    rows = [[number, f"{number}号农村道路", 1] for number in range(1, 77)]
    right = [
        ["序号", "项目名称", "总投资(亿元)"],
        ["一、通畅工程(46条)"],
        *rows[:46],
        ["二、通达工程(30条)"],
        *rows[46:],
        ["合计(76条)", None, 76],
    ]
    assert kinds(read(right)) == []
    wrong = [*right[:-1], ["合计(77条)", None, 76]]
    assert kinds(read(wrong)) == ["项目数不符"]


def test_a_wrong_total_is_found_with_its_cell(read):
    reading = read(ledger([10, 20], 35))
    (finding,) = reading.findings
    assert (finding.kind, finding.row, finding.was, finding.now) == ("合计不符", 4, "30亿元", "35亿元")
    assert reading.as_json()["rejected"][0]["row"] == 4
    assert len(reading.rows) == 2


def test_a_row_left_out_of_the_total_is_named(read):
    assert "第 3 行" in read(ledger([10, 20, 5], 15)).findings[0].text


def test_subtotals_check_their_own_block(read):
    reading = read(
        [
            ["项目名称", "总投资(万元)"], ["甲路工程", 9000], ["乙路工程", 8000], ["小计", 17000],
            ["丙路工程", 7000], ["小计", 7001], ["总计", 24000],
        ]
    )  # fmt: skip
    assert [(finding.kind, finding.row) for finding in reading.findings] == [("四舍五入差", 6)]
    assert len(reading.rows) == 3


def test_of_which_is_no_project_and_no_more_than_its_whole(read):
    reading = read([["项目名称", "总投资(万元)"], ["甲路工程", 9000], ["其中:征迁", 9500], ["合计", 9000]])
    assert [row.name for row in reading.rows] == ["甲路工程"]
    assert kinds(reading) == ["合计不符"]


def test_a_sum_over_a_refused_cell_proves_nothing(read):
    assert kinds(read(ledger(["见附件", 20], 35))) == []


def test_stated_rate_of_projects_begun_is_not_taken_for_an_amount(read):
    """R12's second half: 81.2 % was published for 62 of 76."""
    reading = read([["项目名称", "总投资(万元)", "开工率"], ["甲路工程", 9000, "81.2%"]])
    assert (reading.rows[0].year_done, reading.rows[0].physical_progress) == (None, None)
