"""What reading a text file costs: CPU time against plain decoding and splitting, and against its own size."""

import statistics
import time
from collections.abc import Callable

from extractors.formats.txt import read_txt

ROUNDS = 5  # medians over interleaved rounds: the machine is shared
SIZE = 400_000  # bytes of a long plan: about 150 pages
# Decoding and splitting are two calls into C; scoring the encoding, the finders of tables and the paragraphs
# look at every line some ten times in Python. 600 is about 1.5 MB/s: a plan of 40 kB in 30 ms.
DECODING_TARGET = 600.0
# Four times the text in not much more than four times the time; 1 is exactly linear.
LINEARITY_TARGET = 1.5

_PARAGRAPH = (
    "- Rà soát, cập nhật phương án ứng phó thiên tai theo cấp độ rủi ro; bố trí lực lượng, vật tư, phương\n"
    "tiện theo phương châm bốn tại chỗ; sẵn sàng sơ tán dân khỏi vùng nguy hiểm trước khi bão đổ bộ.\n"
)
_ROWS = "".join(
    f"{number}\tKiểm tra hồ chứa số {number}, sửa chữa cống lấy nước\tChi cục Thủy lợi\tUBND các xã\tQuý II/2027\n"
    for number in range(1, 41)
)
_CHAPTER = (
    "II. NHIỆM VỤ\n\n" + _PARAGRAPH * 40 + "\nSTT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\n" + _ROWS + "\n"
)
_LAYOUT = (
    "II. NHIỆM VỤ\n"
    + _PARAGRAPH * 40
    + "STT  Nhiệm vụ                          Chủ trì            Thời gian\n"
    + "".join(
        f"{number:<5}Kiểm tra hồ chứa, sửa chữa         Chi cục Thủy lợi   Quý II/2027\n"
        f"     cống lấy nước số {number:<17}\n"
        for number in range(1, 41)
    )
)


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return the measured ratios: (name, ratio, "<=" or ">=", target)."""
    size = SIZE // 20 if smoke else SIZE
    tabs, layout = _text(_CHAPTER, size), _text(_LAYOUT, size)
    return [
        ("txt: reading tabs / decode and splitlines", _against_decoding(tabs), "<=", DECODING_TARGET),
        ("txt: reading layout / decode and splitlines", _against_decoding(layout), "<=", DECODING_TARGET),
        ("txt: time of 4x the text / 4x the time", _growth(_CHAPTER, size), "<=", LINEARITY_TARGET),
        ("txt: time of 4x the layout text / 4x the time", _growth(_LAYOUT, size), "<=", LINEARITY_TARGET),
    ]


def megabytes_per_second() -> float:
    """Return the throughput on a long plan."""
    data = _text(_CHAPTER, SIZE)
    return len(data) / 1e6 / _time(lambda: read_txt(data, name="plan.txt"))


def _text(chapter: str, size: int) -> bytes:
    return (chapter * (size // len(chapter.encode()) + 1)).encode()


def _against_decoding(data: bytes) -> float:
    return _ratio(lambda: read_txt(data, name="plan.txt"), lambda: data.decode("utf-8").splitlines())


def _growth(chapter: str, size: int) -> float:
    small, large = _text(chapter, size // 4), _text(chapter, size)
    return _ratio(lambda: read_txt(large, name="a.txt"), lambda: read_txt(small, name="a.txt")) / 4


def _ratio(measured: Callable[[], object], base: Callable[[], object]) -> float:
    """Return the median ratio of CPU times over interleaved rounds."""
    measured(), base()
    return statistics.median(_time(measured) / _time(base) for _ in range(ROUNDS))


def _time(run: Callable[[], object]) -> float:
    start = time.process_time()
    rounds = 0
    while rounds == 0 or time.process_time() - start < 0.05:
        run()
        rounds += 1
    return (time.process_time() - start) / rounds
