package org.regista.study.network.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.study.network.association.PeerException;

/**
 * The parts of a multipart answer (RFC 2046 5.1) as streams, one after the other; nothing but the
 * boundary is held in memory.
 */
final class Multipart {

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/.*;\\s*boundary=(?:\"([^\"]{1,100})\"|([^;\\s]{1,100})).*");
  private static final int LONGEST_HEADER = 1 << 14;

  private final BufferedInputStream in;
  private final byte[] delimiter;
  private Optional<Part> open = Optional.empty();
  private boolean started;

  private Multipart(InputStream in, String boundary) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * @param type the Content-Type of the answer
   * @throws PeerException if it is not multipart
   */
  static Multipart of(InputStream in, String type) throws PeerException {
    Matcher matcher = BOUNDARY.matcher(type);
    if (!matcher.matches()) {
      throw new PeerException("it answered with '%s' instead of objects".formatted(type));
    }
    String quoted = matcher.group(1);
    return new Multipart(in, quoted != null ? quoted : matcher.group(2));
  }

  /** The content of the next part; it is read before the one after it. */
  Optional<InputStream> next() throws IOException {
    if (!started) {
      started = true;
      // the first boundary need not stand behind a line break
      skipFirst();
    } else if (open.isPresent()) {
      open.get().transferTo(OutputStream.nullOutputStream());
    }
    byte[] tail = in.readNBytes(2);
    if (tail.length == 2 && tail[0] == '-' && tail[1] == '-') {
      return Optional.empty();
    }
    if (tail.length < 2) {
      throw new PeerException("its answer ends in the middle");
    }
    skipHeader(tail);
    Part part = new Part();
    open = Optional.of(part);
    return Optional.of(part);
  }

  private void skipFirst() throws IOException {
    byte[] plain = Arrays.copyOfRange(delimiter, 2, delimiter.length);
    in.mark(plain.length);
    if (!Arrays.equals(in.readNBytes(plain.length), plain)) {
      in.reset();
      new Part().transferTo(OutputStream.nullOutputStream());
    }
  }

  /** To the empty line; the first two bytes were read before. */
  private void skipHeader(byte[] first) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(first);
    while (!header.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || header.size() > LONGEST_HEADER) {
        throw new PeerException("its answer is damaged");
      }
      header.write(next);
    }
  }

  /** Bytes up to the next boundary. */
  private final class Part extends InputStream {

    private boolean over;

    @Override
    public int read() throws IOException {
      if (over) {
        return -1;
      }
      int next = in.read();
      if (next < 0) {
        throw new PeerException("its answer ends in the middle");
      }
      if (next != '\r') {
        return next;
      }
      in.mark(delimiter.length);
      for (int n = 1; n < delimiter.length; n++) {
        if (in.read() != delimiter[n]) {
          in.reset();
          return next;
        }
      }
      over = true;
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = 0;
      while (count < length) {
        int next = read();
        if (next < 0) {
          return count == 0 ? -1 : count;
        }
        bytes[offset + count] = (byte) next;
        count++;
      }
      return count;
    }
  }
}
