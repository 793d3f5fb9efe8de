package org.regista.io.dicom.pixels;

import java.util.Map;

/**
 * JPEG 2000 (ITU-T T.800) of one component and up to 16 bits, reversible and irreversible. Not
 * read: packed packet headers, changes of the progression order, regions of interest, high
 * throughput.
 */
final class Jpeg2000Decoder {

  /** Samples visited by coding passes; 48 passes over 5 million pixels are below. */
  private static final long MOST_VISITS = 1L << 28;

  private Jpeg2000Decoder() {}

  static int[] decode(byte[] bytes, FrameShape shape) throws DamagedPixelsException {
    int[] pixels = new int[shape.pixelCount()];
    Jpeg2000Stream stream = Jpeg2000Stream.parse(bytes);
    Jpeg2000Size size = stream.size();
    shape.check(size.rows(), size.columns(), size.precision());
    Map<Integer, Jpeg2000Stream.TileData> tiles = stream.tiles();
    if (tiles.size() != size.tileCount()) {
      throw new DamagedPixelsException(
          "%d of %d tiles are there".formatted(tiles.size(), size.tileCount()));
    }
    CodeBlockDecoder blocks = new CodeBlockDecoder(MOST_VISITS);
    for (Map.Entry<Integer, Jpeg2000Stream.TileData> entry : tiles.entrySet()) {
      Jpeg2000Stream.TileData data = entry.getValue();
      Jpeg2000Tile tile = new Jpeg2000Tile(size.tile(entry.getKey()), data.coding());
      new PacketReader(tile, data.body()).readAll();
      store(tile.samples(blocks, size.precision()), tile, size, pixels);
    }
    return pixels;
  }

  /** Undoes the level shift and clips to the range of the samples (G.1.2). */
  private static void store(float[] samples, Jpeg2000Tile tile, Jpeg2000Size size, int[] pixels) {
    int shift = size.signed() ? 0 : 1 << (size.precision() - 1);
    int least = size.signed() ? -1 << (size.precision() - 1) : 0;
    int most = least + (1 << size.precision()) - 1;
    Extent area = tile.extent();
    int n = 0;
    for (int y = area.y0(); y < area.y1(); y++) {
      int at = (y - size.y0()) * size.columns() + area.x0() - size.x0();
      for (int x = area.x0(); x < area.x1(); x++) {
        pixels[at++] = (int) Math.clamp((long) Math.rint(samples[n++]) + shift, least, most);
      }
    }
  }
}
