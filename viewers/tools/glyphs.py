"""Draws the letters of pictures once: python3 glyphs.py DejaVuSans.ttf > .../slice/glyphs.txt

One line per glyph: code point (hex), advance in pixels, then HEIGHT rows of the glyph, one hex digit of
coverage per pixel, rows separated by '/'. Made with DejaVu Sans 2.37 (Bitstream Vera licence) and Pillow.
"""
import sys

from PIL import Image, ImageDraw, ImageFont

SIZE, HEIGHT, BASELINE = 14, 18, 14
CHARS = [chr(c) for c in range(0x20, 0x7F)] + list("°±²³µ·×äöüÄÖÜßéèàç–—‘’“”…→←↔−≤≥")

font = ImageFont.truetype(sys.argv[1], SIZE)
print("# height %d; made by viewers/tools/glyphs.py from DejaVu Sans" % HEIGHT)
for char in CHARS:
    advance = max(1, round(font.getlength(char)))
    picture = Image.new("L", (advance, HEIGHT), 0)
    ImageDraw.Draw(picture).text((0, BASELINE), char, font=font, fill=255, anchor="ls")
    rows = ["".join("%x" % round(picture.getpixel((x, y)) / 17) for x in range(advance)) for y in range(HEIGHT)]
    print("%04x %d %s" % (ord(char), advance, "/".join(rows)))
