"""Telegrams, directives and decisions: whom their items tell, by names that hold verbs, lists and broken lines."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Responsibility

HEAD = "CÔNG ĐIỆN\nVỀ VIỆC ỨNG PHÓ VỚI BÃO\n\nThủ tướng Chính phủ yêu cầu các bộ, ngành, địa phương thực hiện các nhiệm vụ sau:\n\n"
PLAN = "KẾ HOẠCH\n\nLÀM SẠCH SÔNG\n\nI. MỤC ĐÍCH\n\n- Nước sông sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def _stated(text: str) -> list[Responsibility]:
    return [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]


def _holders(text: str) -> list[str]:
    return [duty.holder for duty in _stated(text)]


def _codes(result: Compiled) -> list[str]:
    return [one.code for one in result.diagnostics if one.code.startswith("D1")]


def test_an_introduction_that_begins_with_a_name_is_headed_by_the_name_alone() -> None:
    text = (
        PLAN
        + "1. Ủy ban nhân dân thành phố Sông Lam và Ủy ban nhân dân thành phố Núi Hồng cần tập trung một số việc quan trọng như sau:\n\n"
        + "- Dựng trạm đo nước ở cửa sông.\n\n- Kiểm tra các cơ sở xả thải.\n\n"
        + "2. Các sở, ngành, địa phương theo chức năng, nhiệm vụ được giao, chú trọng lồng ghép một số việc trong kế hoạch của mình, gồm các việc sau:\n\n"
        + "- Rà soát quy hoạch.\n\n- Trồng cây ven sông.\n"
    )
    assert _holders(text) == [
        *["Ủy ban nhân dân thành phố Sông Lam và Ủy ban nhân dân thành phố Núi Hồng"] * 2,
        *["Các sở, ngành, địa phương"] * 2,
    ]


def test_what_follows_the_addressees_of_a_telegram_is_no_part_of_their_last_line() -> None:
    text = (
        "CÔNG ĐIỆN\nVỀ VIỆC ỨNG PHÓ VỚI BÃO SỐ 9 TRÊN ĐỊA BÀN CẢ NƯỚC\n**BỘ XÂY DỰNG điện:**\n"
        "- Các Cục: Đường bộ Việt Nam, Đường sắt Việt Nam, Hàng hải\nvà Đường thủy Việt Nam;\n"
        "- Sở Xây dựng các tỉnh, thành phố: Gia Lai, Đắk Lắk, Khánh Hòa, Lâm Đồng.\n"
        "Triển khai chỉ đạo của Thủ tướng Chính phủ về việc tập trung ứng phó với bão,\nBộ Xây dựng yêu cầu các cơ quan, đơn\nvị:\n"
        "1. Tổ chức trực ban suốt ngày đêm, theo dõi chặt chẽ diễn biến của bão và mưa\nlũ trên địa bàn.\n"
        "2. Cục Đường bộ Việt Nam\n"
        "- Chỉ đạo các khu quản lý đường bộ cử người canh gác, cắm phao tiêu ở những vị\ntrí ngập nước.\n"
        "- Tổ chức phân luồng từ xa cho các xe đi qua vùng ngập lụt và những nơi có nguy\ncơ sạt lở.\n"
    )
    assert _holders(text) == ["các cơ quan, đơn vị", "Cục Đường bộ Việt Nam", "Cục Đường bộ Việt Nam"]


@pytest.mark.parametrize(
    ("line", "goes_on", "holder"),
    [
        ("a) Đài Truyền hình Việt Nam, Đài Tiếng nói Việt", "Nam chủ trì, xây dựng các chuyên mục về bão.", "Đài Truyền hình Việt Nam, Đài Tiếng nói Việt Nam"),
        ("a) Trung tâm Cứu hộ thuộc", "Sở Y tế chủ trì việc cấp cứu người dân ở vùng ngập lụt.", "Trung tâm Cứu hộ thuộc Sở Y tế"),
    ],
)  # fmt: skip
def test_a_name_that_a_line_breaks_is_one_name(line: str, goes_on: str, holder: str) -> None:
    filler = "\n".join(
        f"{letter}) Sở Tài chính chuẩn bị đủ tiền để mua thuốc, lương thực và nước uống cho\nngười dân ở vùng bị ngập lụt."
        for letter in "bcdđe"
    )
    text = HEAD + f"1. Phân công thực hiện\n{line}\n{goes_on}\n{filler}\n"
    assert _holders(text)[0] == holder


def test_an_abbreviation_at_the_head_of_a_line_goes_on_with_the_item_above() -> None:
    filler = "\n".join(
        f"{letter}) Chuẩn bị đủ tiền để mua thuốc, lương thực và nước uống cho người dân ở\nvùng bị ngập lụt lâu ngày."
        for letter in "bcdđe"
    )
    text = HEAD + f"1. Sở Nội vụ\na) Khẩn trương rà soát, chuẩn hóa kết quả của\nTTHC chưa được chuẩn hóa.\n{filler}\n"
    assert _stated(text)[0].text == "Khẩn trương rà soát, chuẩn hóa kết quả của TTHC chưa được chuẩn hóa."


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("Cục Kết cấu hạ tầng xây dựng tham mưu việc chống ngập cho các đô thị.", "Cục Kết cấu hạ tầng xây dựng"),
        ("Sở Tài chính, Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Sông Lam, UBND cấp xã có trách nhiệm công khai quy hoạch.", "Sở Tài chính, Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Sông Lam, UBND cấp xã"),
        ("Giao các Phó Thủ tướng Chính phủ theo nhiệm vụ được phân công kiểm tra, chỉ đạo việc thực hiện Công điện này.", "các Phó Thủ tướng Chính phủ"),
        ("Giao Phó Thủ tướng Lê Văn Sông và các Phó Thủ tướng theo nhiệm vụ được phân công chỉ đạo, đôn đốc các bộ.", "Phó Thủ tướng Lê Văn Sông và các Phó Thủ tướng"),
        ("Đài truyền hình Việt Nam chủ trì đạo diễn chương trình, gửi Bộ Xây dựng trước ngày 03/12/2025.", "Đài truyền hình Việt Nam"),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_words_end(said: str, holder: str) -> None:
    text = (
        HEAD
        + f"1. Bộ Y tế mua đủ thuốc cho vùng ngập lụt.\n\n2. {said}\n\n3. Bộ Tài chính bố trí đủ kinh phí cứu trợ.\n"
    )
    assert _holders(text) == ["Bộ Y tế", holder, "Bộ Tài chính"]


def test_oversight_that_opens_an_item_is_an_act_and_no_inspectorate() -> None:
    text = (
        PLAN
        + "1. Sở Xây dựng\n\n- Thanh tra, kiểm tra, giám sát chặt chẽ các cơ sở xả thải ra sông.\n\n- Thanh tra tỉnh phối hợp.\n"
    )
    assert _holders(text)[0] == "Sở Xây dựng"
    aside = "KẾ HOẠCH\n\nLÀM SẠCH SÔNG\n\nI. GIẢI PHÁP\n\n1. Thanh tra, kiểm tra, giám sát và xử lý vi phạm\n\n- Thanh tra, kiểm tra, giám sát chặt chẽ các cơ sở xả thải.\n"
    assert _holders(aside) == []


def test_a_minister_s_like_in_the_state_bank_heads_its_items() -> None:
    text = (
        HEAD
        + "1. Bộ trưởng Bộ Y tế:\n- Chỉ đạo cấp đủ thuốc.\n2. Thống đốc Ngân hàng nhà nước Việt Nam:\n- Chỉ đạo cho vay ưu đãi.\n"
    )
    result = compile_text(text)
    assert [duty.holder for duty in result.responsibilities if duty.basis == "stated"] == [
        "Bộ trưởng Bộ Y tế",
        "Thống đốc Ngân hàng nhà nước Việt Nam",
    ]
    assert "D107" not in _codes(result)


def test_a_charge_behind_a_qualifier_is_shared_by_the_items_below() -> None:
    text = HEAD + (
        "1. Bộ Quốc phòng, Bộ Công an theo chức năng, nhiệm vụ, thẩm quyền chủ trì, phối hợp với các bộ liên quan và các địa phương:\n\n"
        "a) Huy động lực lượng đưa dân đến nơi an toàn.\n\nb) Chuyển hàng cứu trợ đến vùng ngập lụt.\n"
    )
    found = _stated(text)
    assert [duty.holder for duty in found] == ["Bộ Quốc phòng, Bộ Công an"] * 2
    assert all("lead" in duty.roles and duty.with_ == ["các bộ liên quan", "các địa phương"] for duty in found)


def test_a_charge_without_an_act_above_acts_is_shared_by_them_though_no_colon_ends_it() -> None:
    text = PLAN + (
        "1. Sở Công Thương\n\na) Chủ trì, phối hợp với các sở, ban, ngành và UBND các xã\n\n- Mở hội chợ hàng nông sản.\n\n- Dựng trang bán hàng.\n\n"
        "b) Phối hợp với các sở, ngành, UBND các xã\n\n- Hỗ trợ người trồng cây.\n\n2. Sở Y tế\n\n- Kiểm tra an toàn thực phẩm.\n"
    )
    found = _stated(text)
    assert [(duty.text, duty.roles[0]) for duty in found] == [
        ("Mở hội chợ hàng nông sản.", "lead"),
        ("Dựng trang bán hàng.", "lead"),
        ("Hỗ trợ người trồng cây.", "cooperate"),
        ("Kiểm tra an toàn thực phẩm.", "coordinate"),
    ]
    assert found[0].with_ == ["các sở, ban, ngành", "UBND các xã"]


def test_a_charge_alone_on_a_line_above_acts_of_the_same_holder_is_not_asked_about() -> None:
    text = PLAN + (
        "1. Sở Khoa học và Công nghệ\n\nChủ trì, phối hợp với các sở, ngành và các cơ quan, đơn vị có liên quan:\n\n"
        "- Chuyển giao công nghệ sạch.\n\n- Bảo hộ nhãn hiệu.\n"
    )
    result = compile_text(text)
    assert [(duty.holder, "lead" in duty.roles) for duty in result.responsibilities if duty.basis == "stated"] == [
        ("Sở Khoa học và Công nghệ", True)
    ] * 2
    assert "D114" not in _codes(result)


@pytest.mark.parametrize(
    "line",
    ["(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 20/11/2025 của UBND tỉnh Sông Lam)", "(Công điện số 25/CĐ-TTg ngày 20/11/2025 gửi kèm theo)"],
)  # fmt: skip
def test_a_bracket_that_says_what_something_is_attached_to_asks_nobody(line: str) -> None:
    text = (
        PLAN
        + f"1. Sở Y tế\n\n- Kiểm tra nguồn nước.\n\nIII. CHẾ ĐỘ BÁO CÁO\n\n1. Các sở báo cáo Sở Y tế trước ngày 20/12.\n\n{line}\n"
    )
    assert "D102" not in _codes(compile_text(text))


def test_a_paragraph_about_a_time_of_work_that_tells_of_no_difficulty_is_no_closing() -> None:
    text = PLAN + (
        "1. Sở Xây dựng\n\na) Lập bản đồ nguồn thải.\n\n"
        "b) Trong quá trình triển khai lập các quy hoạch liên quan, bảo đảm khớp với quy hoạch mạng lưới trạm đo.\n\nc) Công bố số liệu.\n"
    )
    result = compile_text(text)
    assert [duty.holder for duty in result.responsibilities if duty.basis == "stated"] == ["Sở Xây dựng"] * 3
    assert "D104" not in _codes(result)


def test_an_article_that_charges_before_its_colon_heads_its_clauses() -> None:
    text = (
        "QUYẾT ĐỊNH\nThông qua phương án giảm thời gian khám bệnh\n\nĐiều 1. Thông qua phương án giảm thời gian khám bệnh.\n\n"
        "Điều 2. Sở Y tế, UBND cấp xã và các cơ quan, đơn vị có liên quan đến các lĩnh vực nêu tại Điều 1 của Quyết định này, có trách nhiệm:\n\n"
        "1. Triển khai việc giảm thời gian khám bệnh.\n\n2. Thường xuyên theo dõi, tham mưu UBND tỉnh sửa quy định.\n\n"
        "Điều 3. Văn phòng UBND tỉnh đôn đốc việc thực hiện Quyết định này.\n"
    )
    assert _holders(text) == [*["Sở Y tế, UBND cấp xã và các cơ quan, đơn vị có liên quan"] * 2, "Văn phòng UBND tỉnh"]


def test_a_country_whose_name_begins_as_a_broadcaster_s_is_no_body() -> None:
    text = (
        PLAN
        + "1. Sở Công Thương\n\n- Mở hội chợ.\n\nIII. THỊ TRƯỜNG\n\n1. Thị trường Trung Quốc, Đài Loan\n\nXuất khẩu chè, cà phê.\n"
    )
    assert not {"D114", "D101", "D103"} & set(_codes(compile_text(text)))


def test_notes_behind_the_annexes_are_no_items_and_ask_only_for_what_they_order() -> None:
    text = (
        "CÔNG ĐIỆN\nVỀ VIỆC CẮT GIẢM THỦ TỤC\n\nThủ tướng Chính phủ yêu cầu các bộ, ngành, địa phương thực hiện các nhiệm vụ sau:\n\n"
        "1. Bộ Tư pháp rà soát các thông tư.\n\n2. Bộ Y tế công bố danh mục thủ tục.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTHỦ TƯỚNG\n\n"
        "PHỤ LỤC\n\nKẾT QUẢ NĂM 2025\n\n[1] 07 bộ đã phê duyệt phương án.\n\n[2] Có 786 thủ tục; 08 thủ tục bỏ bớt giấy tờ.\n\n"
        "[3] Cụ thể:\n\n(i) Thủ tướng Chính phủ phê duyệt 14 phương án.\n\n(ii) Đồng thời, các bộ đã cắt giảm 220 điều kiện.\n\n"
        "[4] Trên cơ sở nhiệm vụ được giao, đề nghị các bộ, ngành, địa phương chủ động xác định các nội dung cần thực hiện theo tiến độ của Kế hoạch này.\n"
    )
    result = compile_text(text)
    assert [duty.holder for duty in result.responsibilities if duty.basis == "stated"] == ["Bộ Tư pháp", "Bộ Y tế"]
    assert [code for code in _codes(result) if code in {"D101", "D102", "D114"}] == ["D101"]


def test_a_committee_of_a_named_place_that_leads_is_told_so_by_those_above_it() -> None:
    text = HEAD + (
        "1. Ủy ban nhân dân Thành phố Hà Nội chủ trì, phối hợp với các Bộ: Quốc phòng, Công an, Văn hóa, Thể thao và Du lịch và các cơ quan liên quan chuẩn bị nơi ở tạm.\n\n"
        "2. Bộ Y tế mua đủ thuốc cho vùng ngập lụt.\n"
    )
    found = _stated(text)
    assert found[0].holder == "Ủy ban nhân dân Thành phố Hà Nội"
    assert found[0].with_ == ["các Bộ: Quốc phòng, Công an, Văn hóa, Thể thao và Du lịch", "các cơ quan liên quan"]


def test_whoever_speaks_in_an_act_is_its_issuer_and_no_words_of_the_sentence_are() -> None:
    text = (
        "CÔNG ĐIỆN\nVỀ VIỆC DỰNG LẠI NHÀ\n\nCăn cứ chỉ đạo của Bộ Chính trị tại thông báo số 99-TB/TW ngày 21/11/2025, của Ban Bí thư tại văn bản số 213-KL/TW ngày 21/11/2025, "
        "Nghị quyết số 380/NQ-CP ngày 25/11/2025 của Chính phủ và chỉ đạo của Thủ tướng Chính phủ, Công điện số 225/CĐ-TTg ngày 20/11/2025 về việc ứng phó với mưa lũ, "
        "Bộ Xây dựng yêu cầu các cơ quan, đơn vị:\n\n1. Rà soát nhà bị sập.\n\n2. Cục Đường bộ Việt Nam thông đường.\n"
    )
    cites = {one.number: one for one in compile_text(text).plan.cites}
    assert {number: one.issuer for number, one in cites.items()} == {
        "99-TB/TW": "Bộ Chính trị",
        "213-KL/TW": "Ban Bí thư",
        "380/NQ-CP": "Chính phủ",
        "225/CĐ-TTg": None,
    }
    assert cites["225/CĐ-TTg"].subject == "về việc ứng phó với mưa lũ"


def test_a_number_that_a_line_breaks_off_goes_on_below() -> None:
    filler = "\n".join(
        f"{letter}) Chuẩn bị đủ tiền để mua thuốc, lương thực và nước uống cho người dân ở\nvùng bị ngập lụt lâu ngày."
        for letter in "bcdđe"
    )
    text = (
        HEAD
        + f"1. Sở Nội vụ\na) Sở Tài chính giải quyết 03 vấn đề tồn đọng: (i)\nTích hợp thanh toán trực tuyến; (ii) Xử lý lỗi trên Cổng.\n{filler}\n"
    )
    assert (
        _stated(text)[0].text
        == "Sở Tài chính giải quyết 03 vấn đề tồn đọng: (i) Tích hợp thanh toán trực tuyến; (ii) Xử lý lỗi trên Cổng."
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("Khi xảy ra tai nạn, chậm nhất trong 02 giờ phải báo cáo nhanh với Thủ tướng Chính phủ.", "other"),
        ("Định kỳ hằng năm gửi báo cáo Sở Nội vụ tình hình thực hiện trước ngày 15 tháng 12 để tổng hợp; cập nhật tiến trình. Sở Nội vụ báo cáo UBND tỉnh trước ngày 30 tháng 01 của năm tiếp theo.", "yearly:12-15"),
        ("Định kỳ hằng năm gửi báo cáo Sở Nội vụ tình hình thực hiện trước ngày 15 tháng 12 để tổng hợp; gửi số liệu bổ sung trước ngày 30 tháng 01 của năm tiếp theo.", "yearly:12-15+yearly:01-30"),
    ],
)  # fmt: skip
def test_hours_and_days_of_every_year_are_read(said: str, rule: str) -> None:
    found = _stated(PLAN + f"1. Các sở, ngành\n\n- {said}\n\n- Tiết kiệm nước.\n")
    assert found[0].due is not None and found[0].due.rule == rule


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Bảo đảm an toàn cho công trình đầu mối và đường ống dẫn nước.", "lead"),
        ("Chịu trách nhiệm về tính chính xác của số liệu báo cáo.", "report"),
        ("Rà soát, cắt giảm các chế độ báo cáo đã được thay bằng dữ liệu.", "report"),
        ("Lập hồ sơ theo quy định về hoạt động của tổ chức phối hợp liên ngành.", "cooperate"),
    ],
)  # fmt: skip
def test_nouns_that_hold_a_verb_give_no_role(said: str, role: str) -> None:
    assert role not in _stated(PLAN + f"1. Sở Y tế\n\n- {said}\n\n- Tiết kiệm nước.\n")[0].roles


def test_those_who_are_said_to_found_something_are_told_nothing() -> None:
    text = PLAN + (
        "1. Sở Nội vụ\n\n- Rà soát thủ tục.\n\nPHỤ LỤC\n\n"
        "1. Tên thủ tục: Cấp giấy chứng nhận (trừ tổ chức do các Bộ, ngành, cơ quan trung ương, các tập đoàn, tổng công ty nhà nước quyết định thành lập)\n"
    )
    assert "các tập đoàn, tổng công ty nhà nước" not in _holders(text)


def test_the_first_line_of_an_item_is_measured_by_its_like() -> None:
    like = "".join(
        f"- Rà soát, sửa đổi, bổ sung các quy định về việc {what}\ncho phù hợp với tình hình của từng địa phương và nhu cầu của người dân trong năm.\n"
        for what in ("bán", "mua", "cho", "vay", "đổi", "thuê", "gửi", "trả", "thu", "chi")
    )
    text = (
        "KẾ HOẠCH\nLÀM SẠCH SÔNG Ở CÁC XÃ PHƯỜNG TRÊN ĐỊA BÀN TỈNH SÔNG LAM TRONG CÁC NĂM TỚI\nI. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành\n"
        + like
        + "- Xây dựng, ban hành Kế hoạch hành động phát triển\nChính phủ số, Chính quyền số trước ngày 31 tháng 12 năm 2025.\n"
        + "2. Các cơ quan chuyên môn thuộc Ủy ban nhân dân\nCăn cứ nhiệm vụ được giao, tổ chức trồng cây ven sông cho kịp tiến độ của mùa vụ.\n"
    )
    found = _stated(text)
    assert [duty.text for duty in found if duty.due] == [
        "Xây dựng, ban hành Kế hoạch hành động phát triển Chính phủ số, Chính quyền số trước ngày 31 tháng 12 năm 2025."
    ]
    assert found[-1].holder == "Các cơ quan chuyên môn thuộc Ủy ban nhân dân"
