package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;

/**
 * Which volume of a folder a user means, and how it is to be read: a number of the scan, a Series
 * Instance UID (with "#2" for the second volume of the series), or a part of the text by which the
 * scan lists it; with ":even" behind it, missing and uneven slices are interpolated.
 */
final class VolumeChoice {

  private static final String EVEN = ":even";
  private static final int MOST_LISTED = 20;

  private final String wanted;
  private final Uneven uneven;

  private VolumeChoice(String wanted, Uneven uneven) {
    this.wanted = wanted;
    this.uneven = uneven;
  }

  static VolumeChoice of(String text) {
    boolean even = text.endsWith(EVEN);
    String wanted = even ? text.substring(0, text.length() - EVEN.length()) : text;
    return new VolumeChoice(wanted, even ? Uneven.INTERPOLATED : Uneven.REFUSED);
  }

  Uneven uneven() {
    return uneven;
  }

  /**
   * The volume that is meant, which is the only one there if nothing is chosen.
   *
   * @throws InputDataException if none or several may be meant; it lists the choices
   */
  VolumeCandidate among(List<VolumeCandidate> volumes, Path place) {
    List<VolumeCandidate> meant = meant(volumes);
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    if (wanted.isEmpty()) {
      throw new InputDataException(
          "'%s' holds %d volumes (%s); choose one as '%s#%d'"
              .formatted(place, volumes.size(), list(volumes), place, volumes.getFirst().number()));
    }
    throw new InputDataException(
        meant.isEmpty()
            ? "'%s' holds no volume '#%s'; there are: %s".formatted(place, wanted, list(volumes))
            : "'#%s' may be any of %d volumes of '%s': %s; choose by number"
                .formatted(wanted, meant.size(), place, list(meant)));
  }

  private List<VolumeCandidate> meant(List<VolumeCandidate> volumes) {
    if (wanted.isEmpty()) {
      return volumes;
    }
    if (wanted.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(wanted);
      return volumes.stream().filter(v -> v.number() == number).toList();
    }
    List<VolumeCandidate> ofUid =
        volumes.stream()
            .filter(v -> v.uid().equals(wanted) || v.identity().uid().equals(wanted))
            .toList();
    if (!ofUid.isEmpty()) {
      return ofUid;
    }
    String part = wanted.toLowerCase(Locale.ROOT);
    return volumes.stream()
        .filter(v -> v.space().label().toLowerCase(Locale.ROOT).contains(part))
        .toList();
  }

  private static String list(List<VolumeCandidate> volumes) {
    String all =
        volumes.stream()
            .limit(MOST_LISTED)
            .map(v -> v.summary().line())
            .collect(Collectors.joining("; "));
    return volumes.size() > MOST_LISTED ? all + "; ..." : all;
  }
}
