"""Broken text mended, clean text left alone."""

import newsfold

for text in ("The bank â€” the cafÃ©, rather", "Clean text — left alone"):
    mended, repairs = newsfold.repair(text)
    print(mended, repairs)
