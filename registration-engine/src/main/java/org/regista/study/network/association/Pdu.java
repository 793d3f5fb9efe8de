package org.regista.study.network.association;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The units in which everything travels (PS3.8 section 9.3): a type, a length, so many bytes. */
record Pdu(int type, byte[] body) {

  static final int REQUEST = 1;
  static final int ACCEPT = 2;
  static final int REJECT = 3;
  static final int DATA = 4;
  static final int RELEASE = 5;
  static final int RELEASED = 6;
  static final int ABORT = 7;

  /** What is read at most; peers are told so. */
  static final int LONGEST = 1 << 18;

  private static final int HEADER = 6;

  /**
   * @throws EOFException if the connection ended in front of it or within
   */
  static Pdu read(InputStream in) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
    if (header.remaining() < HEADER) {
      throw new EOFException();
    }
    int type = header.get(0) & 0xff;
    long length = Integer.toUnsignedLong(header.getInt(2));
    if (type < REQUEST || type > ABORT) {
      throw new PeerException(
          "the peer does not speak DICOM (it sent a unit of type %d)".formatted(type));
    }
    if (length > LONGEST) {
      throw new PeerException(
          "the peer sent a unit of %d bytes; %d are allowed".formatted(length, LONGEST));
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new Pdu(type, body);
  }

  void write(OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(HEADER).put((byte) type).put((byte) 0).putInt(body.length).array());
    out.write(body);
    out.flush();
  }

  /** A unit without content, as the end of an association needs. */
  static Pdu signal(int type, int... tail) {
    byte[] body = new byte[4];
    for (int n = 0; n < tail.length; n++) {
      body[n] = (byte) tail[n];
    }
    return new Pdu(type, body);
  }
}
