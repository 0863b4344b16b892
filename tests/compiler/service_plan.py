"""The opening of an ordinary province's plan, up to the first line of its assigning part."""

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 73/KH-UBND
Hòa An, ngày 21 tháng 01 năm 2028

KẾ HOẠCH
Nâng cao chất lượng phục vụ người dân năm 2028

I. MỤC ĐÍCH

1. Người dân hài lòng hơn khi đến bộ phận một cửa.

II. TỔ CHỨC THỰC HIỆN

"""
