package org.regista.io.dicom.pixels;

import java.util.Map;

/** Decodes one compressed frame by its transfer syntax (PS3.5 A.4, PS3.6 A). */
public final class FrameDecoder {

  private static final Codec JPEG = JpegDecoder::decode;
  private static final Codec JPEG_2000 = Jpeg2000Decoder::decode;

  /** The codes JPEG and JPEG-LS say themselves which of them they are, so one reader serves all. */
  private static final Map<String, Codec> CODECS =
      Map.ofEntries(
          Map.entry("1.2.840.10008.1.2.5", RleDecoder::decode),
          Map.entry("1.2.840.10008.1.2.4.50", JPEG),
          Map.entry("1.2.840.10008.1.2.4.51", JPEG),
          Map.entry("1.2.840.10008.1.2.4.57", JPEG),
          Map.entry("1.2.840.10008.1.2.4.70", JPEG),
          Map.entry("1.2.840.10008.1.2.4.80", JPEG),
          Map.entry("1.2.840.10008.1.2.4.81", JPEG),
          Map.entry("1.2.840.10008.1.2.4.90", JPEG_2000),
          Map.entry("1.2.840.10008.1.2.4.91", JPEG_2000));

  private FrameDecoder() {}

  /** True if frames in this transfer syntax can be decoded here. */
  public static boolean decodes(String transferSyntaxUid) {
    return CODECS.containsKey(transferSyntaxUid);
  }

  /**
   * The pixels of a frame, row after row; the low {@code bitsAllocated} bits of each are what an
   * uncompressed file would hold, the others follow its sign or are 0.
   *
   * @param compressed all fragments of the frame, joined
   * @throws DamagedPixelsException whatever is wrong with them
   */
  public static int[] decode(String transferSyntaxUid, byte[] compressed, FrameShape shape)
      throws DamagedPixelsException {
    Codec codec = CODECS.get(transferSyntaxUid);
    if (codec == null) {
      throw new DamagedPixelsException("the encoding is not known");
    }
    try {
      return codec.decode(compressed, shape);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
      throw new DamagedPixelsException("they break the rules of their encoding", e);
    }
  }

  private interface Codec {
    int[] decode(byte[] compressed, FrameShape shape) throws DamagedPixelsException;
  }
}
