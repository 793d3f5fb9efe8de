package org.regista.study.network.association;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The data set of a message, as it comes in. */
final class DataStream extends InputStream {

  private final Fragments fragments;
  private final int contextId;
  private final Duration time;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private boolean last;

  /**
   * @param time for each unit of data
   */
  DataStream(Fragments fragments, int contextId, Duration time) {
    this.fragments = fragments;
    this.contextId = contextId;
    this.time = time;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!bytes.hasRemaining()) {
      if (last) {
        return false;
      }
      Fragments.Fragment fragment =
          fragments
              .next(time, "progress in receiving")
              .orElseThrow(() -> new PeerException("the peer ended within an object"));
      if (fragment.isCommand() || fragment.contextId() != contextId) {
        throw new PeerException("the peer sent another message within an object");
      }
      bytes = ByteBuffer.wrap(fragment.bytes());
      last = fragment.isLast();
      if (last) {
        fragments.requireEmpty();
      }
    }
    return true;
  }
}
