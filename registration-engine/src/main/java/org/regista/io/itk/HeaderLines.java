package org.regista.io.itk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.regista.error.InputDataException;

/** Lines of a text header, read byte by byte so that the stream then stands at the voxels. */
final class HeaderLines {

  private static final int MOST_BYTES = 4 << 20;

  private final InputStream in;
  private final Path source;
  private final StringBuilder line = new StringBuilder();
  private int bytes;

  HeaderLines(InputStream in, Path source) {
    this.in = in;
    this.source = source;
  }

  /**
   * The next line without its end (LF or CR LF); empty at the end of the file.
   *
   * @throws InputDataException if the header is longer than any header is
   */
  Optional<String> next() throws IOException {
    line.setLength(0);
    int c;
    while ((c = in.read()) >= 0) {
      if (++bytes > MOST_BYTES) {
        throw new InputDataException(
            "'%s': no end of its header within %d MB; it is damaged"
                .formatted(source, MOST_BYTES >> 20));
      }
      if (c == '\n') {
        return Optional.of(withoutReturn());
      }
      line.append((char) c);
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(withoutReturn());
  }

  private String withoutReturn() {
    int length = line.length();
    boolean returned = length > 0 && line.charAt(length - 1) == '\r';
    return line.substring(0, returned ? length - 1 : length);
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes;
  }
}
