package org.regista.io.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

/**
 * A DICOM file opened with ceilings, because dcm4che believes every length, depth and count that a
 * file declares. No value may be longer than what is left of the file, nesting and the number of
 * elements are limited, a deflated file may not inflate without end, and long values that no image
 * header needs are skipped instead of being loaded.
 */
final class BoundedDicomInput extends DicomInputStream {

  /** Sequences within sequences; real files stay below 10. */
  static final int NESTING_LIMIT = 64;

  /** Elements and items in front of the pixels; real single-frame headers have some hundreds. */
  static final int ELEMENT_LIMIT = 100_000;

  private static final int LONGEST_KEPT_VALUE = 64 << 10;
  private static final int FIRST_ALLOCATION = 64 << 10;
  private static final int READ_AHEAD = 32 << 10;

  private static final long INFLATED_LIMIT = 512L << 20;
  private static final long INFLATED_FLOOR = 16L << 20;
  private static final long INFLATION_LIMIT = 100;

  private static final int UNDEFINED_LENGTH = -1;

  /** Elements of an object that is read whole; a structure set has some ten thousand contours. */
  private static final int WHOLE_ELEMENT_LIMIT = 2_000_000;

  /**
   * Sequences with an item per frame, or per file of a DICOMDIR, and what of each item is kept;
   * what else such an item holds is dropped as soon as it is read, and does not count.
   */
  private static final Map<Integer, Set<Integer>> KEPT_OF_ITEMS =
      Map.of(
          Tag.PerFrameFunctionalGroupsSequence,
          Set.of(
              Tag.PlanePositionSequence,
              Tag.PlaneOrientationSequence,
              Tag.PixelMeasuresSequence,
              Tag.PixelValueTransformationSequence,
              Tag.FrameContentSequence,
              Tag.MREchoSequence,
              Tag.MRDiffusionSequence,
              Tag.MRImageFrameTypeSequence,
              Tag.CTImageFrameTypeSequence,
              Tag.PETFrameTypeSequence,
              Tag.CardiacSynchronizationSequence),
          Tag.DirectoryRecordSequence,
          Set.of(Tag.DirectoryRecordType, Tag.RecordInUseFlag, Tag.ReferencedFileID));

  private static final int MOST_ITEMS = 1_000_000;

  /**
   * Elements of one item or of the file itself; sorting in those out of order takes their square.
   */
  private static final int SIBLING_LIMIT = 20_000;

  /** Bytes of all values of a header together. */
  private static final long MOST_KEPT = 64L << 20;

  /** Bytes of all values of an object that is read whole. */
  private static final long MOST_KEPT_OF_WHOLE = 1L << 30;

  /** Heap that an element costs beside its value. */
  private static final int ELEMENT_COST = 64;

  /**
   * A header takes milliseconds; one that takes this long was made to take long. Of the processor,
   * because a slow disk or a busy machine is not the file's fault.
   */
  private static final Duration LONGEST_TIME = Duration.ofSeconds(4);

  private static final int CHECKS_PER_LOOK = 1024;

  private final long fileSize;
  private final long longestKeptValue;
  private final int elementLimit;
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final long started = clock.getCurrentThreadCpuTime();
  private int checks;
  private int elements;
  private long keptBytes;
  private int items;
  private Set<Integer> keptOfItems = Set.of();

  private BoundedDicomInput(Path file, long fileSize, long longestKeptValue, int elementLimit)
      throws IOException {
    super(new BufferedInputStream(Files.newInputStream(file), READ_AHEAD));
    this.fileSize = fileSize;
    this.longestKeptValue = longestKeptValue;
    this.elementLimit = elementLimit;
    setAllocateLimit(FIRST_ALLOCATION);
  }

  /**
   * @throws IOException if it cannot be read or does not look like DICOM
   */
  static BoundedDicomInput open(Path file) throws IOException {
    return new BoundedDicomInput(file, Files.size(file), LONGEST_KEPT_VALUE, ELEMENT_LIMIT);
  }

  /**
   * For objects whose long values are wanted: grids of vectors, contours, segments. A value is
   * still never longer than what is left of the file.
   *
   * @throws IOException if it cannot be read or does not look like DICOM
   */
  static BoundedDicomInput openWhole(Path file) throws IOException {
    return new BoundedDicomInput(file, Files.size(file), Long.MAX_VALUE, WHOLE_ELEMENT_LIMIT);
  }

  /**
   * Bytes between the current position and the end of the file, or of what a deflated file may
   * inflate to.
   */
  long remaining() {
    return limit() - getPosition();
  }

  private long limit() {
    return TransferSyntaxes.isDeflated(getTransferSyntax())
        ? Math.min(INFLATED_LIMIT, Math.max(INFLATED_FLOOR, INFLATION_LIMIT * fileSize))
        : fileSize;
  }

  /**
   * How many of the next {@code wanted} bytes are there. A deflated file has to be inflated to know
   * that, and its position moves.
   */
  long availableUpTo(long wanted) {
    long possible = Math.min(wanted, Math.max(0, remaining()));
    if (!TransferSyntaxes.isDeflated(getTransferSyntax())) {
      return possible;
    }
    long from = getPosition();
    try {
      skipFully(possible);
      return possible;
    } catch (IOException | RuntimeException e) {
      return getPosition() - from; // it ends here, or its compressed data is damaged
    }
  }

  /** The declared length of the current value; empty elements have 0, undefined length is -1. */
  long valueLength() {
    return length() == UNDEFINED_LENGTH ? UNDEFINED_LENGTH : Integer.toUnsignedLong(length());
  }

  @Override
  public void readValue(DicomInputStream in, Attributes attributes) throws IOException {
    check();
    if (attributes.size() > SIBLING_LIMIT) {
      throw new IOException(
          "its header has more than %d elements side by side".formatted(SIBLING_LIMIT));
    }
    if (valueLength() > longestKeptValue && !isSequence()) {
      skipFully(valueLength());
      return;
    }
    keep();
    if (!wantsAll() && level() == 0 && KEPT_OF_ITEMS.containsKey(tag())) {
      keptOfItems = KEPT_OF_ITEMS.get(tag());
      super.readValue(in, attributes);
      keptOfItems = Set.of();
    } else {
      super.readValue(in, attributes);
    }
  }

  @Override
  public void readValue(DicomInputStream in, Sequence sequence) throws IOException {
    check();
    Set<Integer> kept = keptOfItems;
    if (kept.isEmpty()) {
      super.readValue(in, sequence);
      return;
    }
    items++;
    if (items > MOST_ITEMS) {
      throw new IOException("its header has more than %d items".formatted(MOST_ITEMS));
    }
    int before = elements;
    long bytesBefore = keptBytes;
    keptOfItems = Set.of();
    super.readValue(in, sequence);
    keptOfItems = kept;
    elements = before;
    Attributes item = sequence.getLast();
    IntStream.of(item.tags()).filter(t -> !kept.contains(t)).forEach(item::remove);
    item.trimToSize();
    keptBytes = bytesBefore + cost(item);
  }

  private static long cost(Attributes attributes) {
    long bytes = ELEMENT_COST;
    for (int tag : attributes.tags()) {
      bytes += ELEMENT_COST;
      Object value = attributes.getValue(tag);
      if (value instanceof byte[] plain) {
        bytes += plain.length;
      } else if (value instanceof Sequence items) {
        bytes += items.stream().mapToLong(BoundedDicomInput::cost).sum();
      }
    }
    return bytes;
  }

  private long spent() {
    return clock.getCurrentThreadCpuTime() - started;
  }

  /** Fragments of compressed pixels, and of anything else that calls itself so. */
  @Override
  public void readValue(DicomInputStream in, Fragments fragments) throws IOException {
    check();
    if (valueLength() > longestKeptValue) {
      skipFully(valueLength());
    } else {
      keep();
      super.readValue(in, fragments);
    }
  }

  private void keep() throws IOException {
    keptBytes += ELEMENT_COST + (isSequence() ? 0 : Math.max(0, valueLength()));
    long most = wantsAll() ? Math.min(MOST_KEPT_OF_WHOLE, heapShare()) : MOST_KEPT;
    if (keptBytes > most) {
      throw new IOException("its values take more than %d MiB".formatted(most >> 20));
    }
  }

  /** Of objects that are read whole, the values may take a third of the memory that there is. */
  private static long heapShare() {
    return Runtime.getRuntime().maxMemory() / 3;
  }

  private boolean wantsAll() {
    return longestKeptValue > LONGEST_KEPT_VALUE;
  }

  private boolean isSequence() {
    return "SQ".equals(String.valueOf(vr()));
  }

  private void check() throws IOException {
    elements++;
    if (elements > elementLimit) {
      throw new IOException("its header has more than %d elements".formatted(elementLimit));
    }
    if (level() > NESTING_LIMIT) {
      throw new IOException("its sequences are nested more than %d deep".formatted(NESTING_LIMIT));
    }
    checks++;
    if (checks % CHECKS_PER_LOOK == 0 && !wantsAll() && spent() > LONGEST_TIME.toNanos()) {
      throw new IOException("its header takes more than %s to read".formatted(LONGEST_TIME));
    }
    if (valueLength() > remaining()) {
      throw new IOException(
          "element (%04X,%04X) declares %d bytes where %d are left"
              .formatted(tag() >>> 16, tag() & 0xffff, valueLength(), Math.max(0, remaining())));
    }
  }
}
