package org.regista.io.dicom.pixels;

import java.util.ArrayList;
import java.util.List;

/** One code block: where its coefficients lie in the band, and what packets said of it so far. */
final class CodeBlock {

  private static final int FIRST_LENGTH_BITS = 3;
  private static final int NO_END = 1000;

  final Extent extent;
  final int column;
  final int row;

  boolean included;
  int zeroBitPlanes;
  int lengthBits = FIRST_LENGTH_BITS;
  final List<Segment> segments = new ArrayList<>(1);

  /**
   * @param column its place in the precinct
   */
  CodeBlock(Extent extent, int column, int row) {
    this.extent = extent;
    this.column = column;
    this.row = row;
  }

  /**
   * The segment that the next coding pass belongs to: code words end after each pass, or where the
   * arithmetic coder is bypassed, or never (T.800 D.4.2, Table D.9).
   */
  Segment openSegment(Jpeg2000Coding coding) {
    if (!segments.isEmpty() && segments.getLast().passes < segments.getLast().mostPasses) {
      return segments.getLast();
    }
    int most = NO_END;
    if (coding.has(Jpeg2000Coding.TERMINATE_ALL)) {
      most = 1;
    } else if (coding.has(Jpeg2000Coding.BYPASS)) {
      int before = segments.isEmpty() ? 0 : segments.getLast().mostPasses;
      most = before == 0 ? CodeBlockDecoder.FIRST_BYPASS : before == 2 ? 1 : 2;
    }
    Segment next = new Segment(most);
    segments.add(next);
    return next;
  }

  /** Coding passes that share one code word, which may be spread over packets. */
  static final class Segment {

    final int mostPasses;
    int passes;

    /** Pairs of start and length in the body of the tile. */
    final List<int[]> pieces = new ArrayList<>(1);

    private Segment(int mostPasses) {
      this.mostPasses = mostPasses;
    }

    byte[] join(byte[] body) {
      int length = 0;
      for (int[] piece : pieces) {
        length += piece[1];
      }
      byte[] joined = new byte[length];
      int at = 0;
      for (int[] piece : pieces) {
        System.arraycopy(body, piece[0], joined, at, piece[1]);
        at += piece[1];
      }
      return joined;
    }
  }
}
