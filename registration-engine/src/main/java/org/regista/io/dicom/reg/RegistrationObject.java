package org.regista.io.dicom.reg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;

/**
 * A registration object as read: what it says, what is wrong with it, and the pull-backs that it
 * may mean.
 */
public final class RegistrationObject {

  private final String name;
  private final boolean deformable;
  private final String registeredFrame;
  private final List<StatedItem> items;
  private final List<Finding> findings;

  RegistrationObject(
      String name,
      boolean deformable,
      String registeredFrame,
      List<StatedItem> items,
      List<Finding> findings) {
    this.name = name;
    this.deformable = deformable;
    this.registeredFrame = registeredFrame;
    this.items = List.copyOf(items);
    this.findings = List.copyOf(findings);
  }

  public boolean deformable() {
    return deformable;
  }

  /** UID of the frame that everything is brought into. */
  public String registeredFrame() {
    return registeredFrame;
  }

  /** UIDs of the frames that items come from, in their order; empty text where one is not named. */
  public List<String> sourceFrames() {
    return items.stream().map(StatedItem::frame).toList();
  }

  public List<Finding> findings() {
    return findings;
  }

  /** What is wrong with it besides, if it is to register these two series. */
  public List<Finding> findings(RegisteredSide fixed, RegisteredSide moving) {
    List<Finding> all = new ArrayList<>(findings);
    for (RegisteredSide side : List.of(fixed, moving)) {
      boolean known = isRegistered(side) || items.stream().anyMatch(item -> item.concerns(side));
      if (!known) {
        all.add(
            Finding.error(
                "it does not speak of '%s' (frame of reference %s)"
                    .formatted(
                        side.space().label(), side.space().frameOfReferenceUid().orElse("none"))));
      }
    }
    return all;
  }

  private boolean isRegistered(RegisteredSide side) {
    return side.space().frameOfReferenceUid().equals(Optional.of(registeredFrame));
  }

  /**
   * All pull-backs from {@code fixed} to {@code moving} that it may mean, the one that the standard
   * says first; the caller closes them. More than one: a person has to choose.
   *
   * @throws InputDataException if it cannot be used for these two
   */
  public List<Interpretation> between(RegisteredSide fixed, RegisteredSide moving) {
    String errors =
        findings(fixed, moving).stream()
            .filter(f -> f.severity() == Finding.Severity.ERROR)
            .map(Finding::sentence)
            .collect(Collectors.joining("; "));
    if (!errors.isEmpty()) {
      throw new InputDataException("'%s' cannot be used: %s".formatted(name, errors));
    }
    return deformable
        ? new DeformableReadings(name, items, isRegistered(fixed)).between(fixed, moving)
        : linear(fixed, moving);
  }

  /**
   * The only pull-back that it may mean; the caller closes it.
   *
   * @throws InputDataException if it cannot be used, or may mean several
   */
  public Interpretation only(RegisteredSide fixed, RegisteredSide moving) {
    List<Interpretation> all = between(fixed, moving);
    if (all.size() == 1) {
      return all.getFirst();
    }
    String ways = all.stream().map(Interpretation::words).collect(Collectors.joining("; or "));
    all.forEach(Interpretation::close);
    throw new InputDataException(
        "'%s' can be read in %d ways: %s. Look at them with 'regista dicom validate'"
            .formatted(name, all.size(), ways));
  }

  private List<Interpretation> linear(RegisteredSide fixed, RegisteredSide moving) {
    LinearReadings readings = new LinearReadings(fixed, moving);
    for (AffineMapReading f : toRegistered(fixed)) {
      for (AffineMapReading m : toRegistered(moving)) {
        readings.add(f.map().andThen(m.map().inverse()), f.words(), m.words());
      }
    }
    return readings.all();
  }

  /** A map from a side to the registered frame, with what it assumes. */
  record AffineMapReading(AffineMap map, String words) {}

  private List<AffineMapReading> toRegistered(RegisteredSide side) {
    List<AffineMapReading> readings = new ArrayList<>();
    List<StatedItem> concerned = items.stream().filter(item -> item.concerns(side)).toList();
    if (concerned.isEmpty()) {
      return List.of(new AffineMapReading(AffineMap.IDENTITY, ""));
    }
    for (StatedItem item : concerned) {
      String which = concerned.size() == 1 ? "" : "item " + (items.indexOf(item) + 1);
      add(readings, item.firstMatrixFirst(), which);
      if (item.matrices().size() > 1) {
        add(readings, item.lastMatrixFirst(), which + " with its last matrix first");
      }
      if (item.matrices().size() == 1 && scalesThoughRigid(item.matrices().getFirst())) {
        add(
            readings,
            item.matrices().getFirst().nearestRotation(),
            which + " as the nearest rotation");
      }
    }
    return readings;
  }

  private static boolean scalesThoughRigid(StatedMatrix matrix) {
    return matrix.type().equals("RIGID") && matrix.deviation() > RegistrationLint.LARGEST_DEVIATION;
  }

  private static void add(List<AffineMapReading> readings, AffineMap map, String words) {
    if (readings.stream().noneMatch(r -> r.map().maxDifference(map) < 1e-6)) {
      readings.add(new AffineMapReading(map, words.strip()));
    }
  }
}
