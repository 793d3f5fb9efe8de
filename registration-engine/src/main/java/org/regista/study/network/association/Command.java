package org.regista.study.network.association;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command set (PS3.7 section 6.3 and annex E): always implicit little endian, group 0000. The
 * numbers of its fields are element numbers.
 */
public final class Command {

  public static final int C_STORE = 0x0001;
  public static final int C_GET = 0x0010;
  public static final int C_FIND = 0x0020;
  public static final int C_MOVE = 0x0021;
  public static final int C_ECHO = 0x0030;
  public static final int RESPONSE = 0x8000;

  public static final int AFFECTED_CLASS = 0x0002;
  public static final int FIELD = 0x0100;
  public static final int MESSAGE_ID = 0x0110;
  public static final int RESPONDED_ID = 0x0120;
  public static final int MOVE_DESTINATION = 0x0600;
  public static final int PRIORITY = 0x0700;
  public static final int DATA_SET_TYPE = 0x0800;
  public static final int STATUS = 0x0900;
  public static final int ERROR_COMMENT = 0x0902;
  public static final int AFFECTED_INSTANCE = 0x1000;
  public static final int REMAINING = 0x1020;
  public static final int COMPLETED = 0x1021;
  public static final int FAILED = 0x1022;
  public static final int WARNING = 0x1023;

  private static final int NO_DATA_SET = 0x0101;
  private static final int SOME_DATA_SET = 0x0001;
  private static final int HEADER = 8;

  private final Map<Integer, byte[]> fields;

  private Command(Map<Integer, byte[]> fields) {
    this.fields = fields;
  }

  /** A request with a message number. */
  public static Command request(int kind, String sopClass, int messageId) {
    return new Command(new TreeMap<>())
        .with(FIELD, kind)
        .with(AFFECTED_CLASS, sopClass)
        .with(MESSAGE_ID, messageId)
        .with(DATA_SET_TYPE, NO_DATA_SET);
  }

  /** The response to a request, without data set. */
  public static Command response(Command request, int status) {
    return new Command(new TreeMap<>())
        .with(FIELD, request.number(FIELD) | RESPONSE)
        .with(AFFECTED_CLASS, request.text(AFFECTED_CLASS))
        .with(RESPONDED_ID, request.number(MESSAGE_ID))
        .with(DATA_SET_TYPE, NO_DATA_SET)
        .with(STATUS, status);
  }

  /** The same with a field more. */
  public Command with(int field, int value) {
    byte[] bytes = {(byte) value, (byte) (value >>> 8)};
    return with(field, bytes);
  }

  public Command with(int field, String value) {
    byte pad = (byte) (field == AFFECTED_CLASS || field == AFFECTED_INSTANCE ? 0 : ' ');
    byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] even = Arrays.copyOf(text, text.length + (text.length & 1));
    if (even.length > text.length) {
      even[text.length] = pad;
    }
    return with(field, even);
  }

  private Command with(int field, byte[] value) {
    Map<Integer, byte[]> more = new TreeMap<>(fields);
    more.put(field, value);
    return new Command(more);
  }

  Command withDataSet() {
    return with(DATA_SET_TYPE, SOME_DATA_SET);
  }

  public boolean hasDataSet() {
    return number(DATA_SET_TYPE) != NO_DATA_SET;
  }

  /** A number of the command; 0 if it is missing. */
  public int number(int field) {
    byte[] value = fields.getOrDefault(field, new byte[0]);
    return value.length < 2 ? 0 : (value[0] & 0xff) | ((value[1] & 0xff) << 8);
  }

  public boolean has(int field) {
    return fields.containsKey(field);
  }

  /** A text of the command; empty if it is missing. */
  public String text(int field) {
    byte[] value = fields.getOrDefault(field, new byte[0]);
    return new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
  }

  byte[] encode() {
    int length = fields.values().stream().mapToInt(v -> HEADER + v.length).sum();
    ByteBuffer out = ByteBuffer.allocate(HEADER + 4 + length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).putInt(4).putInt(length);
    fields.forEach(
        (field, value) ->
            out.putShort((short) 0).putShort(field.shortValue()).putInt(value.length).put(value));
    return out.array();
  }

  static Command decode(byte[] bytes) throws PeerException {
    Map<Integer, byte[]> fields = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (in.hasRemaining()) {
        int group = in.getShort() & 0xffff;
        int element = in.getShort() & 0xffff;
        int length = in.getInt();
        if (group != 0 || length < 0 || length > in.remaining()) {
          throw new PeerException("the peer sent a damaged command");
        }
        byte[] value = new byte[length];
        in.get(value);
        if (element != 0) {
          fields.put(element, value);
        }
      }
    } catch (BufferUnderflowException e) {
      throw new PeerException("the peer sent a damaged command", e);
    }
    return new Command(fields);
  }
}
