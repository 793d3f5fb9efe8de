package org.regista.study.network.association;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The pieces of one message (PDV, PS3.8 9.3.5.1 and annex E.2), of which a unit of data may hold
 * several.
 */
final class Fragments {

  /** Length, context and flags of a piece. */
  static final int HEADER = 6;

  static final int COMMAND = 1;
  static final int LAST = 2;

  private static final int LONGEST_COMMAND = 1 << 16;

  /** Where units of data come from. */
  @FunctionalInterface
  interface Units {
    /** The content of the next one; nothing if the peer released the association. */
    Optional<byte[]> next(Duration time, String what) throws IOException;
  }

  record Fragment(int contextId, int flags, byte[] bytes) {

    boolean isCommand() {
      return (flags & COMMAND) != 0;
    }

    boolean isLast() {
      return (flags & LAST) != 0;
    }
  }

  /** All bytes of a command. */
  record Whole(int contextId, byte[] bytes) {}

  private final Units units;
  private ByteBuffer rest = ByteBuffer.allocate(0);

  Fragments(Units units) {
    this.units = units;
  }

  /** The next command; nothing if the peer released the association. */
  Optional<Whole> command(Duration time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      Optional<Fragment> next = next(time, "message");
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Fragment fragment = next.get();
      if (!fragment.isCommand()) {
        throw new PeerException("the peer sent data without a command");
      }
      bytes.writeBytes(fragment.bytes());
      if (bytes.size() > LONGEST_COMMAND) {
        throw new PeerException(
            "the peer sent a command of more than %d bytes".formatted(LONGEST_COMMAND));
      }
      if (fragment.isLast()) {
        return Optional.of(new Whole(fragment.contextId(), bytes.toByteArray()));
      }
    }
  }

  Optional<Fragment> next(Duration time, String what) throws IOException {
    while (!rest.hasRemaining()) {
      Optional<byte[]> unit = units.next(time, what);
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      rest = ByteBuffer.wrap(unit.get());
    }
    if (rest.remaining() < HEADER) {
      throw new PeerException("the peer sent damaged data");
    }
    int length = rest.getInt();
    if (length < 2 || length > rest.remaining()) {
      throw new PeerException("the peer sent damaged data");
    }
    int contextId = rest.get() & 0xff;
    int flags = rest.get();
    byte[] bytes = new byte[length - 2];
    rest.get(bytes);
    return Optional.of(new Fragment(contextId, flags, bytes));
  }

  void requireEmpty() throws PeerException {
    if (rest.hasRemaining()) {
      throw new PeerException("the peer sent data after a message that has none");
    }
  }
}
