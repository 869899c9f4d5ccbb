"""What the rows below a header are: projects and their parts, headings, totals, numbers, and what is hidden."""

from data.model import ProjectClass, Stage

WAN = 10_000


def test_header_repeated_on_each_page(read, header):
    reading = read(
        [
            ["台账"],
            header,
            [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"],
            ["台账"],
            header,
            [2, "乙路工程", "局", 8000, 900, 300, 400, "50%"],
        ]
    )
    assert [row.name for row in reading.rows] == ["甲路工程", "乙路工程"]


def test_number_row_below_the_header(read):
    reading = read([["项目名称", "年度计划(万元)", "本年累计完成(万元)", "完成率(%)"], ["甲", 1, 2, "3=2/1"], ["甲路工程", 1000, 400, 40]])
    assert [row.name for row in reading.rows] == ["甲路工程"]


def test_sections_give_class_and_sector(read, header):
    reading = read(
        [
            header,
            ["一", "续建项目(2个)", None, 17000, 1900, 700],
            ["(一)", "交通类"],
            [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"],
            ["(二)", "水利类"],
            [2, "乙河整治", "局", 8000, 900, 300, 400, "50%"],
            ["二", "新建项目"],
            [3, "丙医院迁建", "局", 7000, 800, 200, 200, "10%"],
            ["合计", None, None, 24000, 2700, 900, 1100],
        ]
    )
    assert [(row.name, row.project_class, row.sector) for row in reading.rows] == [
        ("甲路工程", ProjectClass.CONTINUED, "交通"),
        ("乙河整治", ProjectClass.CONTINUED, "水利"),
        ("丙医院迁建", ProjectClass.NEW, ""),
    ]
    assert [finding.kind for finding in reading.findings] == []


def test_total_on_top_and_signatures_below(read, header):
    reading = read(
        [
            header,
            ["总计", None, None, 17000, 1900, 700, 900],
            [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"],
            [2, "乙河整治", "局", 8000, 900, 300, 400, "50%"],
            ["填报人:张三", None, "审核人:李四", None, None, "联系电话:1234"],
            ["注:1.本表按月填报;2.投资为税前。"],
        ]
    )
    assert [row.name for row in reading.rows] == ["甲路工程", "乙河整治"]
    assert reading.findings == ()
    assert reading.receipt.set_aside == 4


def test_blank_numbers_do_not_matter(read, header):
    reading = read([header, [None, "甲路工程", "局", 9000, 1000, 400, 500, "60%"], [None, "乙河整治", "局", 8000, 900, 300, 400, "50%"]])
    assert len(reading.rows) == 2


def test_code_embedded_in_the_name(read):
    reading = read([["项目名称及编码", "总投资(万元)"], ["甲路工程\n(2312-330282-04-01-310969)", 9000]])
    assert (reading.rows[0].name, reading.rows[0].code) == ("甲路工程", "2312-330282-04-01-310969")


def test_hidden_rows_and_columns_are_read_hidden_sheets_are_not(read, header):
    def hide(book):
        book.worksheets[0].row_dimensions[3].hidden = True
        book.worksheets[1].sheet_state = "hidden"

    row = [1, "甲路工程", "局", 9000, 1000, 400, 500, "60%"]
    reading = read({"五月": [header, row, [2, "乙河整治", *row[2:]]], "四月": [header, row]}, hidden=hide)
    assert [row.name for row in reading.rows] == ["甲路工程", "乙河整治"]
    assert [finding.kind for finding in reading.findings] == ["隐藏行"]
    assert any("四月" in note for note in reading.receipt.notes)


def test_a_main_project_and_its_parts(read):
    reading = read(
        [["项目名称", "子项目名称", "总投资(万元)"], ["甲路工程", "东段", 9000], [None, "西段", 8000]],
        merges=["A2:A3"],
    )
    assert [(row.name, row.total_investment) for row in reading.rows] == [("甲路工程—东段", 9000 * WAN), ("甲路工程—西段", 8000 * WAN)]


def test_monthly_report_with_chinese_numerals_in_the_number_column(read):
    reading = read(
        [
            ["附件1"],
            ["2024年度市级重点工程建设项目进度月报表"],
            ["填报单位(盖章):", None, None, None, None, "填报日期:2024年6月3日", None, "单位:万元"],
            [
                "序号",
                "项目名称",
                "建设起止年限",
                "总投资",
                "2024年计划投资",
                "1-5月完成投资",
                "占年度计划%",
                "截至5月底形象进度",
                "责任单位",
                "责任领导",
            ],
            [None, "合计", None, 300000, 50000, 20000, 0.4],
            ["一", "交通(2)", None, 300000, 50000, 20000, 0.4],
            [1, "甲路改建工程", "2022-2025", 100000, 20000, 8000, 0.4, "路基完成80%,桥梁桩基完成", "交通局", "张三"],
            [2, "乙大桥", "2023.3-2026.12", 200000, 30000, 12000, 0.4, "完成总工程量的45%", "交通集团", "李四"],
        ]
    )
    assert str(reading.as_of) == "2024-05-31"
    assert [(row.name, row.sector, row.unit, row.physical_progress, str(row.planned_finish)) for row in reading.rows] == [
        ("甲路改建工程", "交通", "交通局", None, "2025-12-31"),
        ("乙大桥", "交通", "交通集团", 45, "2026-12-31"),
    ]
    assert (reading.rejections, reading.findings) == ((), ())


def test_a_task_list_whose_finer_column_has_the_names(read):
    reading = read(
        [
            ["序号", "重点工作", "工作内容", "牵头单位", "完成时限", "进展情况"],
            [1, "交通建设", "推进甲路工程建设", "交通局", "2024年12月底", "已完成施工招标"],
            [None, None, "推进乙路工程前期", "交通局", "2024年12月", "完成可研"],
        ],
        merges=["A2:A3", "B2:B3"],
    )
    assert [(row.name, row.stage) for row in reading.rows] == [("推进甲路工程建设", Stage.TENDER), ("推进乙路工程前期", Stage.PREPARATION)]


def test_numbered_parts_are_the_projects_and_their_parent_a_sum(read):
    header = ["序号", "项目名称", "总投资(万元)", "年度计划(万元)"]
    rows = [
        [1, "甲片区改造", 300, 100],
        ["1.1", "甲一路", 100, 40],
        ["1.2", "甲二路", 200, 60],
        [2, "乙路", 50, 10],
        [None, "合计", 350, 110],
    ]
    reading = read([header, *rows])
    assert [row.name for row in reading.rows] == ["甲一路", "甲二路", "乙路"]
    assert [finding.kind for finding in reading.findings] == ["上级项目"]
    rows[2] = ["1.2", "甲二路", 250, 60]
    assert "合计不符" in [finding.kind for finding in read([header, *rows]).findings]


def test_numbered_parts_without_amounts_carry_their_project_on(read):
    rows = [[1, "甲片区改造", 300, "前期"], ["1.1", "一期桩基", None, "桩基完成"], [2, "乙路", 50, "在建"]]
    reading = read([["序号", "项目名称", "总投资(万元)", "进展"], *rows])
    assert [row.total_investment for row in reading.rows] == [300 * WAN, 50 * WAN]


def test_texts_below_a_project_without_merges_belong_to_it(read):
    reading = read(
        [
            ["序号", "项目名称", "责任单位", "总投资(万元)", "进展"],
            [1, "甲路", "交通局", 100, "一标完成"],
            [None, None, "交通集团", None, "二标进场"],
        ]
    )
    assert [(row.name, row.unit, row.progress_words) for row in reading.rows] == [("甲路", "交通局、交通集团", "一标完成\n二标进场")]
