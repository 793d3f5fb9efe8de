package org.regista.io.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Baseline JPEG by libjpeg of a 35 x 21 image, 128 + 60 sin(x / 4) + 50 cos(y / 3). */
class JpegTest {

  private static final String BASELINE = "1.2.840.10008.1.2.4.50";
  private static final FrameShape SHAPE = new FrameShape(21, 35, 8);

  private static final byte[] PLAIN =
      Base64.getDecoder()
          .decode(
              "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+Mz"
                  + "ZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAAVACMBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABgQF/8QA"
                  + "IBAAAQMEAwEBAAAAAAAAAAAAAQACBQMSEzEUISIyQf/aAAgBAQAAPwBDGzDMI7Glnzcwy09oxTmGcjf6mERMMx"
                  + "jtXPmGXHsI7Gx9bCN6UE3H1rTtGKcfW5GjtMIiPrYx0Va+PrXHaTRrGYR5GlnzbGWnyEYpsZyPkbTCIYzGPIVz"
                  + "2MuPkL//2Q==");

  private static final byte[] RESTARTS =
      Base64.getDecoder()
          .decode(
              "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+Mz"
                  + "ZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAAVACMBAREA/8QAGAABAAMBAAAAAAAAAAAAAAAABgAEBQP/"
                  + "xAAgEAABAwQDAQEAAAAAAAAAAAABAAIFAxITMRQhIjJB/90ABAAC/9oACAEBAAA/AEMbMMwjsaWfNzDLT2v/0M"
                  + "mnMM5G/wBTCImGYx2v/9FQ+YZcewjsbH1sI3pf/9KtNx9a07RinH1uRo7X/9OREfWxjoq6+PrXHa//1GcaxmEe"
                  + "RpZ82xlp8hf/1edNjOR8jaYRDGYx5C//1nT2MuPkL//Z");

  private static int[] decode(byte[] jpeg) throws DamagedPixelsException {
    return FrameDecoder.decode(BASELINE, jpeg, SHAPE);
  }

  @Test
  void theImageIsWhatWasCompressed() throws DamagedPixelsException {
    int[] pixels = decode(PLAIN);
    double sum = 0;
    for (int n = 0; n < pixels.length; n++) {
      int x = n % SHAPE.columns();
      int y = n / SHAPE.columns();
      sum +=
          Math.abs(pixels[n] - Math.floor(128 + 60 * Math.sin(x / 4.0) + 50 * Math.cos(y / 3.0)));
    }
    // libjpeg itself: 1.314
    assertThat(sum / pixels.length).isBetween(1.21, 1.41);
  }

  @Test
  void restartMarkersChangeNothing() throws DamagedPixelsException {
    assertThat(RESTARTS).isNotEqualTo(PLAIN);
    assertThat(decode(RESTARTS)).isEqualTo(decode(PLAIN));
  }

  @Test
  void aTruncatedImageIsRefused() {
    for (int length = 0; length < PLAIN.length - 4; length += 7) {
      byte[] part = Arrays.copyOf(PLAIN, length);
      assertThatThrownBy(() -> decode(part)).isInstanceOf(DamagedPixelsException.class);
    }
  }
}
