package org.regista.io.dicom.pixels;

import java.util.ArrayList;
import java.util.List;

/** The code blocks of one resolution level that share packets (T.800 B.6, B.7). */
final class Precinct {

  final int resolution;

  /** Where it begins on the reference grid. */
  final long x;

  final long y;
  int nextLayer;

  /** Of the bands of the resolution level, in their order. */
  final List<Blocks> bands = new ArrayList<>(3);

  Precinct(int resolution, long x, long y) {
    this.resolution = resolution;
    this.x = x;
    this.y = y;
  }

  /** What the precinct has of one band. */
  static final class Blocks {

    final List<CodeBlock> blocks;
    final TagTree inclusion;
    final TagTree zeroBitPlanes;

    private Blocks(List<CodeBlock> blocks, int across, int down) {
      this.blocks = blocks;
      this.inclusion = new TagTree(across, down);
      this.zeroBitPlanes = new TagTree(across, down);
    }

    /** Cuts a part of a band at the multiples of the size of code blocks. */
    static Blocks of(Extent part, int widthExponent, int heightExponent) {
      int left = part.x0() >> widthExponent;
      int top = part.y0() >> heightExponent;
      int across = part.isEmpty() ? 0 : ((part.x1() - 1) >> widthExponent) - left + 1;
      int down = part.isEmpty() ? 0 : ((part.y1() - 1) >> heightExponent) - top + 1;
      List<CodeBlock> blocks = new ArrayList<>(across * down);
      for (int j = 0; j < down; j++) {
        for (int i = 0; i < across; i++) {
          long x = (long) (left + i) << widthExponent;
          long y = (long) (top + j) << heightExponent;
          blocks.add(
              new CodeBlock(
                  part.intersect(x, y, x + (1L << widthExponent), y + (1L << heightExponent)),
                  i,
                  j));
        }
      }
      return new Blocks(blocks, across, down);
    }
  }
}
