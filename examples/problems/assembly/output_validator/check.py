"""Any order that keeps to what is needed; none where the model answer has none."""
import json
import sys
from pathlib import Path


def wrong(text: str) -> None:
    (Path(sys.argv[3]) / "teammessage.txt").write_text(text)
    sys.exit(43)


needed = json.loads(Path(sys.argv[1]).read_text())
answer = json.loads(Path(sys.argv[2]).read_text())
order = json.load(sys.stdin)
if not isinstance(order, list) or not all(type(part) is int for part in order):
    wrong("This is no array of parts.")
if answer == [] and needed != []:
    sys.exit(42) if order == [] else wrong("These parts cannot all be put on.")
if sorted(order) != list(range(len(needed))):
    wrong("Each part must be there once.")
place = {part: at for at, part in enumerate(order)}
for part, others in enumerate(needed):
    for other in others:
        if place[other] > place[part]:
            wrong(f"Part {part} is put on before part {other}, which it needs.")
sys.exit(42)
