package org.regista.io.dicom.pixels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the packets of a tile in their order of progression (T.800 B.9 to B.12). */
final class PacketReader {

  private static final int SOP = 0xff91;
  private static final int EPH = 0xff92;
  private static final int MOST_ZERO_PLANES = 64;

  private final Jpeg2000Tile tile;
  private final Jpeg2000Coding coding;
  private final byte[] body;
  private final PacketBits bits;

  PacketReader(Jpeg2000Tile tile, byte[] body) {
    this.tile = tile;
    this.coding = tile.coding();
    this.body = body;
    this.bits = new PacketBits(body);
  }

  /** Hands the bodies of all packets to the code blocks of the tile. */
  void readAll() throws DamagedPixelsException {
    tile.setBody(body);
    List<Precinct> precincts = new ArrayList<>(tile.precincts());
    if ((long) precincts.size() * coding.layers() > body.length) {
      throw new DamagedPixelsException("their JPEG 2000 packets end too early");
    }
    switch (coding.progression()) {
      case 0 -> {
        for (int layer = 0; layer < coding.layers(); layer++) {
          for (Precinct precinct : precincts) {
            packet(precinct);
          }
        }
      }
      case 1 -> {
        for (int r = 0; r <= coding.levels(); r++) {
          resolutionByLayer(precincts, r);
        }
      }
      case 2 -> allLayers(precincts);
      default -> {
        // with a single component, PCRL and CPRL are the same
        precincts.sort(
            Comparator.comparingLong((Precinct p) -> p.y)
                .thenComparingLong(p -> p.x)
                .thenComparingInt(p -> p.resolution));
        allLayers(precincts);
      }
    }
  }

  private void resolutionByLayer(List<Precinct> precincts, int r) throws DamagedPixelsException {
    List<Precinct> level = precincts.stream().filter(p -> p.resolution == r).toList();
    for (int layer = 0; layer < coding.layers(); layer++) {
      for (Precinct precinct : level) {
        packet(precinct);
      }
    }
  }

  private void allLayers(List<Precinct> precincts) throws DamagedPixelsException {
    for (Precinct precinct : precincts) {
      for (int layer = 0; layer < coding.layers(); layer++) {
        packet(precinct);
      }
    }
  }

  private void packet(Precinct precinct) throws DamagedPixelsException {
    bits.skipMarker(SOP, 6);
    int layer = precinct.nextLayer++;
    List<Contribution> contributions = new ArrayList<>();
    if (bits.bit() == 1) {
      for (Precinct.Blocks band : precinct.bands) {
        for (CodeBlock block : band.blocks) {
          if (includes(band, block, layer)) {
            contributions(block, contributions);
          }
        }
      }
    }
    bits.align();
    bits.skipMarker(EPH, 2);
    for (Contribution c : contributions) {
      c.segment.pieces.add(new int[] {bits.take(c.length), c.length});
    }
  }

  private boolean includes(Precinct.Blocks band, CodeBlock block, int layer)
      throws DamagedPixelsException {
    if (block.included) {
      return bits.bit() == 1;
    }
    if (!band.inclusion.isBelow(layer + 1, block.column, block.row, bits)) {
      return false;
    }
    block.included = true;
    while (!band.zeroBitPlanes.isBelow(block.zeroBitPlanes + 1, block.column, block.row, bits)) {
      block.zeroBitPlanes++;
      if (block.zeroBitPlanes > MOST_ZERO_PLANES) {
        throw new DamagedPixelsException("JPEG 2000 with too many empty bit planes");
      }
    }
    return true;
  }

  private void contributions(CodeBlock block, List<Contribution> contributions)
      throws DamagedPixelsException {
    int passes = passes();
    while (bits.bit() == 1) {
      block.lengthBits++;
    }
    while (passes > 0) {
      CodeBlock.Segment segment = block.openSegment(coding);
      int here = Math.min(passes, segment.mostPasses - segment.passes);
      int width = block.lengthBits + 31 - Integer.numberOfLeadingZeros(here);
      if (width > 31) {
        throw new DamagedPixelsException("a JPEG 2000 length of %d bits".formatted(width));
      }
      contributions.add(new Contribution(segment, bits.bits(width)));
      segment.passes += here;
      passes -= here;
    }
  }

  /** Table B.4. */
  private int passes() throws DamagedPixelsException {
    if (bits.bit() == 0) {
      return 1;
    }
    if (bits.bit() == 0) {
      return 2;
    }
    int two = bits.bits(2);
    if (two < 3) {
      return 3 + two;
    }
    int five = bits.bits(5);
    return five < 31 ? 6 + five : 37 + bits.bits(7);
  }

  private record Contribution(CodeBlock.Segment segment, int length) {}
}
