package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.io.dicom.pet.SuvType;

/**
 * Which volume of a folder a user means, and how it is to be read: a number of the scan, a Series
 * Instance UID (with "#2" for the second volume of the series), or a part of the text by which the
 * scan lists it; with ":even" behind it, missing and uneven slices are interpolated; with ":sul" or
 * ":bsa", a PET is read in SUV by lean body mass or by body surface instead of by weight.
 */
final class VolumeChoice {

  private static final String EVEN = ":even";
  private static final Map<String, SuvType> UPTAKES =
      Map.of(":sul", SuvType.LEAN_BODY_MASS, ":bsa", SuvType.BODY_SURFACE);
  private static final int MOST_LISTED = 20;

  private final String wanted;
  private final Uneven uneven;
  private final Optional<SuvType> uptake;

  private VolumeChoice(String wanted, Uneven uneven, Optional<SuvType> uptake) {
    this.wanted = wanted;
    this.uneven = uneven;
    this.uptake = uptake;
  }

  static VolumeChoice of(String text) {
    String wanted = text;
    Uneven uneven = Uneven.REFUSED;
    Optional<SuvType> uptake = Optional.empty();
    int colon = wanted.lastIndexOf(':');
    while (colon >= 0 && isOption(wanted.substring(colon))) {
      String option = wanted.substring(colon);
      uneven = option.equals(EVEN) ? Uneven.INTERPOLATED : uneven;
      uptake = option.equals(EVEN) ? uptake : Optional.ofNullable(UPTAKES.get(option));
      wanted = wanted.substring(0, colon);
      colon = wanted.lastIndexOf(':');
    }
    return new VolumeChoice(wanted, uneven, uptake);
  }

  private static boolean isOption(String text) {
    return text.equals(EVEN) || UPTAKES.containsKey(text);
  }

  Uneven uneven() {
    return uneven;
  }

  /** As what a PET is to be read; empty for SUV by body weight, if that can be computed. */
  Optional<SuvType> uptake() {
    return uptake;
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
