package org.regista.io.dicom.instance;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends what inflates without end. */
final class Ceiling extends FilterInputStream {

  private final long most;
  private long count;

  Ceiling(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws IOException {
    count += read;
    if (count > most) {
      throw new IOException("it inflates to more than %d bytes".formatted(most));
    }
  }
}
