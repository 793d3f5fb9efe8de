package org.regista.io.dicom.pixels;

import java.util.Arrays;

/** One Huffman code of JPEG (ITU-T T.81 Annex C and F.2.2.3), as a table by the next 16 bits. */
final class HuffmanTable {

  private static final int LONGEST = 16;

  /**
   * For the next 16 bits: length of the code word in the high byte, symbol in the low; 0 if none.
   */
  private final short[] byBits = new short[1 << LONGEST];

  /**
   * @param counts code words of the lengths 1 to 16
   * @param symbols in the order of the code words
   */
  HuffmanTable(int[] counts, byte[] symbols) throws DamagedPixelsException {
    int code = 0;
    int n = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int c = 0; c < counts[length - 1]; c++) {
        int first = code << (LONGEST - length);
        int last = (code + 1) << (LONGEST - length);
        if (last > byBits.length) {
          throw new DamagedPixelsException("a Huffman table has more codes than fit");
        }
        Arrays.fill(byBits, first, last, (short) (length << 8 | (symbols[n++] & 0xff)));
        code++;
      }
      code <<= 1;
    }
  }

  int decode(EntropyBits bits) throws DamagedPixelsException {
    int entry = byBits[bits.peek16()];
    if (entry == 0) {
      throw new DamagedPixelsException("a Huffman code that no table has");
    }
    bits.skip(entry >> 8);
    return entry & 0xff;
  }
}
