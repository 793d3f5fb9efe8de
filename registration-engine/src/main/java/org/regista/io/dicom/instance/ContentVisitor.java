package org.regista.io.dicom.instance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;

/** Takes the digests of an object and keeps the few values that say what it is. */
final class ContentVisitor implements ElementStream.Visitor {

  private static final int LONGEST_KEPT_VALUE = 4096;

  private static final Set<Integer> PIXELS =
      Set.of(Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData);

  /** What archives and transports change, and what no longer holds once they have. */
  private static final Set<Integer> PASSING =
      Set.of(
          Tag.RetrieveAETitle,
          Tag.InstanceAvailability,
          Tag.DataSetTrailingPadding,
          Tag.DigitalSignaturesSequence,
          Tag.MACParametersSequence);

  private enum Goal {
    NOTHING,
    METADATA,
    PIXELS
  }

  private final boolean bigEndian;
  private final Set<Integer> wanted;
  private final Map<Integer, byte[]> kept = new HashMap<>();
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private final MessageDigest metadata = sha256();
  private final MessageDigest pixels = sha256();
  private final CRC32C fastMetadata = new CRC32C();
  private final CRC32C fastPixels = new CRC32C();

  private Goal goal = Goal.NOTHING;
  private int tag;
  private int width = 1;
  private boolean keeping;
  private boolean hasPixels;
  private long length;
  private int sequences;
  private int passingSequence = Integer.MAX_VALUE;

  /**
   * @param wanted the elements of the outermost level whose values are kept
   */
  ContentVisitor(boolean bigEndian, Set<Integer> wanted) {
    this.bigEndian = bigEndian;
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  public void element(int depth, int newTag, VR vr) {
    tag = newTag;
    length = 0;
    width = bigEndian ? Math.max(1, vr.numEndianBytes()) : 1;
    keeping = depth == 0 && wanted.contains(newTag);
    value.reset();
    if (depth == 0 && PIXELS.contains(newTag)) {
      goal = Goal.PIXELS;
      hasPixels = true;
    } else {
      boolean counts = !passes(newTag) && (newTag & 0xFFFF) != 0 && sequences < passingSequence;
      goal = counts ? Goal.METADATA : Goal.NOTHING;
    }
    if (goal == Goal.METADATA) {
      mark('E', newTag);
    }
  }

  private static boolean passes(int tag) {
    return PASSING.contains(tag);
  }

  @Override
  public void piece(byte[] bytes, int count) {
    swap(bytes, count);
    length += count;
    if (keeping && value.size() + count <= LONGEST_KEPT_VALUE) {
      value.write(bytes, 0, count);
    }
    switch (goal) {
      case METADATA -> {
        metadata.update(bytes, 0, count);
        fastMetadata.update(bytes, 0, count);
      }
      case PIXELS -> {
        pixels.update(bytes, 0, count);
        fastPixels.update(bytes, 0, count);
      }
      case NOTHING -> {}
    }
  }

  /** To little endian; a piece holds whole numbers, except at the end of a damaged value. */
  private void swap(byte[] bytes, int count) {
    if (width == 1) {
      return;
    }
    for (int start = 0; start + width <= count; start += width) {
      for (int low = start, high = start + width - 1; low < high; low++, high--) {
        byte kept1 = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = kept1;
      }
    }
  }

  @Override
  public void elementEnd() {
    if (goal == Goal.METADATA) {
      metadata.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
    }
    if (keeping) {
      kept.put(tag, value.toByteArray());
    }
  }

  @Override
  public void sequence(int depth, int newTag) {
    sequences++;
    if (passes(newTag)) {
      passingSequence = Math.min(passingSequence, sequences);
    }
    mark('S', newTag);
  }

  @Override
  public void item() {
    mark('I', 0);
  }

  @Override
  public void sequenceEnd() {
    mark('Z', 0);
    if (sequences == passingSequence) {
      passingSequence = Integer.MAX_VALUE;
    }
    sequences--;
  }

  private void mark(char kind, int newTag) {
    if (sequences < passingSequence) {
      byte[] bytes = ByteBuffer.allocate(6).putChar(kind).putInt(newTag).array();
      metadata.update(bytes);
      fastMetadata.update(bytes);
    }
  }

  /** The values met of those wanted, little endian. */
  Map<Integer, byte[]> kept() {
    return kept;
  }

  boolean hasPixels() {
    return hasPixels;
  }

  /** Of all that was met; once only. */
  InstanceDigests digests() {
    String whole = HexFormat.of().formatHex(metadata.digest());
    return hasPixels
        ? new InstanceDigests(
            whole, (int) fastPixels.getValue(), HexFormat.of().formatHex(pixels.digest()))
        : new InstanceDigests(whole, (int) fastMetadata.getValue(), whole);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
