package org.regista.compute;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.error.InputDataException;

/**
 * Which of a backend's devices to use, and how much of its memory at most.
 *
 * @param number as {@code regista info --devices} counts; empty for the first one
 * @param memoryBytes a limit on what may be allocated; empty for all that the device has
 */
public record DeviceChoice(Optional<Integer> number, Optional<Long> memoryBytes) {

  /** What a user leaves to the backend. */
  public static final DeviceChoice ANY = new DeviceChoice(Optional.empty(), Optional.empty());

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,4})?(?:,(\\d{1,9}(?:\\.\\d{1,3})?)(MiB|GiB))?");

  /**
   * From "1", "1,4GiB" or ",512MiB".
   *
   * @throws InputDataException if the text is none of these
   */
  public static DeviceChoice parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || text.isEmpty()) {
      throw new InputDataException(
          "'%s' is no device; give its number and if need be the memory that may be used, as '1' or '1,4GiB'"
              .formatted(text));
    }
    return new DeviceChoice(
        Optional.ofNullable(parts.group(1)).map(Integer::valueOf),
        Optional.ofNullable(parts.group(2)).map(size -> bytes(size, parts.group(3))));
  }

  private static long bytes(String size, String unit) {
    return Math.round(Double.parseDouble(size) * (unit.equals("GiB") ? 1L << 30 : 1L << 20));
  }
}
