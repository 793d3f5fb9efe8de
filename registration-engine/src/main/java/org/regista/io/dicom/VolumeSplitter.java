package org.regista.io.dicom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.dicom.tree.RejectedFile;

/**
 * Divides the images of one series into volumes. Images of different frames of reference, matrix
 * sizes, units, orientations, pixel spacings, or that differ in an {@link Aspect} of the first
 * kind, never share one. Where several images are left at one place, copies are dropped and the
 * others told apart by the first aspect that does it: by its values, if these are no more than
 * there are images at a place, or by their order in time, if every place has equally many. What
 * nothing tells apart stays together and is refused later.
 *
 * <p>A single image whose matrix, directions or frame of reference no other image of its series
 * has, beside a volume of several, is a stray and no volume.
 */
final class VolumeSplitter {

  private static final double DIRECTION_TOLERANCE = 1e-4;

  private final List<List<SliceHeader>> volumes = new ArrayList<>();
  private final List<RejectedFile> copies = new ArrayList<>();
  private final List<RejectedFile> strays = new ArrayList<>();

  private VolumeSplitter() {}

  /** The slices of each volume in the order of the files, and the copies that none uses. */
  static VolumeSplitter split(List<SliceHeader> series) {
    VolumeSplitter splitter = new VolumeSplitter();
    for (List<SliceHeader> sameKind : groups(series, VolumeSplitter::kind)) {
      for (List<SliceHeader> parallel : byDirection(sameKind)) {
        List<SliceHeader> unique = splitter.withoutCopies(parallel, true);
        splitter.separate(unique);
      }
    }
    splitter.setStraysAside();
    return splitter;
  }

  private void setStraysAside() {
    if (volumes.stream().allMatch(volume -> volume.size() == 1)) {
      return;
    }
    List<List<SliceHeader>> single = volumes.stream().filter(this::isStray).toList();
    for (List<SliceHeader> stray : single) {
      SliceHeader image = stray.getFirst();
      strays.add(
          new RejectedFile(
              image.file(),
              "is the only image of %d x %d pixels in its direction and frame of reference in its series, and no volume"
                  .formatted(image.layout().columns(), image.layout().rows()),
              Optional.empty()));
    }
    volumes.removeAll(single);
  }

  private boolean isStray(List<SliceHeader> volume) {
    SliceHeader image = volume.getFirst();
    return volume.size() == 1
        && image.source().frames() == 1
        && volumes.stream()
            .filter(other -> !other.equals(volume))
            .map(List::getFirst)
            .noneMatch(
                other ->
                    other.layout().sameMatrix(image.layout())
                        && sameDirections(other.pose(), image.pose())
                        && other
                            .series()
                            .frameOfReferenceUid()
                            .equals(image.series().frameOfReferenceUid()));
  }

  List<List<SliceHeader>> volumes() {
    return volumes;
  }

  List<RejectedFile> copies() {
    return copies;
  }

  /** Single images that belong to no volume. */
  List<RejectedFile> strays() {
    return strays;
  }

  /** What images of one volume have in common, apart from directions, which are never exact. */
  private static List<String> kind(SliceHeader slice) {
    List<String> kind = new ArrayList<>();
    kind.add(slice.series().frameOfReferenceUid().orElse(""));
    kind.add(slice.series().unit().name());
    kind.add(slice.layout().columns() + "x" + slice.layout().rows());
    Arrays.stream(Aspect.values())
        .filter(Aspect::separatesAlways)
        .forEach(aspect -> kind.add(slice.parameters().of(aspect)));
    return kind;
  }

  private static List<List<SliceHeader>> byDirection(List<SliceHeader> slices) {
    List<List<SliceHeader>> groups = new ArrayList<>();
    for (SliceHeader slice : slices) {
      groups.stream()
          .filter(group -> sameDirections(group.getFirst().pose(), slice.pose()))
          .findFirst()
          .orElseGet(
              () -> {
                groups.add(new ArrayList<>());
                return groups.getLast();
              })
          .add(slice);
    }
    return groups;
  }

  private static boolean sameDirections(SlicePose a, SlicePose b) {
    return near(a.columnStep(), b.columnStep()) && near(a.rowStep(), b.rowStep());
  }

  private static boolean near(LpsVector a, LpsVector b) {
    return a.plus(b.times(-1)).lengthMm() <= DIRECTION_TOLERANCE * a.lengthMm();
  }

  private void separate(List<SliceHeader> slices) {
    int most = mostAtOnePlace(slices);
    if (most == 1) {
      volumes.add(slices);
      return;
    }
    Optional<List<List<SliceHeader>>> parts =
        Arrays.stream(Aspect.values())
            .filter(aspect -> !aspect.separatesAlways())
            .map(aspect -> parts(slices, aspect, most))
            .flatMap(Optional::stream)
            .findFirst();
    if (parts.isPresent()) {
      parts.get().forEach(this::separate);
    } else {
      volumes.add(withoutCopies(slices, false));
    }
  }

  /** The parts into which an aspect divides the slices; empty if it does not tell them apart. */
  private static Optional<List<List<SliceHeader>>> parts(
      List<SliceHeader> slices, Aspect aspect, int most) {
    List<List<SliceHeader>> byValue = groups(slices, slice -> slice.parameters().of(aspect));
    boolean fewer = byValue.stream().allMatch(group -> mostAtOnePlace(group) < most);
    if (byValue.size() > 1 && byValue.size() <= most && fewer) {
      return Optional.of(byValue);
    }
    return aspect.ordersInTime() ? byOrder(slices, aspect, most) : Optional.empty();
  }

  /** The first of each place, the second of each, and so on, if every place has equally many. */
  private static Optional<List<List<SliceHeader>>> byOrder(
      List<SliceHeader> slices, Aspect aspect, int most) {
    List<List<SliceHeader>> ranks = new ArrayList<>();
    for (int n = 0; n < most; n++) {
      ranks.add(new ArrayList<>());
    }
    for (List<SliceHeader> place : places(slices)) {
      boolean ordered =
          place.size() == most
              && place.stream().allMatch(s -> moment(s, aspect).isPresent())
              && place.stream().map(s -> moment(s, aspect)).distinct().count() == most;
      if (!ordered) {
        return Optional.empty();
      }
      List<SliceHeader> inOrder = new ArrayList<>(place);
      inOrder.sort(Comparator.comparing(s -> moment(s, aspect).orElseThrow()));
      for (int n = 0; n < most; n++) {
        ranks.get(n).add(inOrder.get(n));
      }
    }
    return Optional.of(ranks);
  }

  private static Optional<BigDecimal> moment(SliceHeader slice, Aspect aspect) {
    return Aspect.moment(slice.parameters().of(aspect));
  }

  /**
   * Drops images with the same place and pixels as an earlier one.
   *
   * @param sameParameters whether they must also agree in every aspect
   */
  private List<SliceHeader> withoutCopies(List<SliceHeader> slices, boolean sameParameters) {
    List<SliceHeader> kept = new ArrayList<>();
    Map<LpsPoint, List<SliceHeader>> at = new HashMap<>();
    for (SliceHeader slice : slices) {
      List<SliceHeader> here = at.computeIfAbsent(slice.pose().position(), p -> new ArrayList<>());
      Optional<SliceHeader> twin =
          here.stream()
              .filter(s -> !sameParameters || s.parameters().equals(slice.parameters()))
              .filter(s -> SlicePixels.same(s, slice))
              .findFirst();
      if (twin.isEmpty()) {
        here.add(slice);
        kept.add(slice);
      } else {
        copies.add(
            new RejectedFile(
                slice.file(), "is a copy of '%s'".formatted(twin.get().name()), Optional.empty()));
      }
    }
    return kept;
  }

  private static int mostAtOnePlace(List<SliceHeader> slices) {
    return places(slices).stream().mapToInt(List::size).max().orElse(0);
  }

  /** The slices of each place, in the order of the places along the common normal. */
  private static List<List<SliceHeader>> places(List<SliceHeader> slices) {
    LpsVector normal = slices.getFirst().pose().normal();
    List<SliceHeader> sorted = new ArrayList<>(slices);
    sorted.sort(Comparator.comparingDouble(s -> s.pose().along(normal)));
    List<List<SliceHeader>> places = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (SliceHeader slice : sorted) {
      double along = slice.pose().along(normal);
      if (along - last >= SliceStack.POSITION_TOLERANCE_MM) {
        places.add(new ArrayList<>());
        last = along;
      }
      places.getLast().add(slice);
    }
    return places;
  }

  private static <K> List<List<SliceHeader>> groups(
      List<SliceHeader> slices, Function<SliceHeader, K> key) {
    Map<K, List<SliceHeader>> groups = new LinkedHashMap<>();
    slices.forEach(s -> groups.computeIfAbsent(key.apply(s), k -> new ArrayList<>()).add(s));
    return Collections.unmodifiableList(new ArrayList<>(groups.values()));
  }
}
