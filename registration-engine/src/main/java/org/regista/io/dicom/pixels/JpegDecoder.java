package org.regista.io.dicom.pixels;

/** JPEG and JPEG-LS frames: the frame header says by which process they were coded. */
final class JpegDecoder {

  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int LOSSLESS = 0xc3;

  private JpegDecoder() {}

  static int[] decode(byte[] bytes, FrameShape shape) throws DamagedPixelsException {
    shape.pixelCount();
    JpegStream stream = JpegStream.parse(bytes);
    // 0 rows: the number follows after the scan (DNL), and DICOM has told it already
    shape.check(
        stream.rows() == 0 ? shape.rows() : stream.rows(), stream.columns(), stream.precision());
    return switch (stream.frameType()) {
      case BASELINE, EXTENDED -> new JpegDctDecoder(stream, shape).decode();
      case LOSSLESS -> new JpegLosslessDecoder(stream, shape).decode();
      case JpegStream.SOF_LS -> new JpegLsDecoder(stream, shape).decode();
      default ->
          throw new DamagedPixelsException(
              "JPEG process SOF%d is not read".formatted(stream.frameType() - BASELINE));
    };
  }
}
