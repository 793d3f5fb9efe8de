package org.regista.app.gui.structures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.regista.app.gui.session.WorkViewModel;
import org.regista.app.structures.JudgedStructures;
import org.regista.error.RegistrationException;
import org.regista.io.VolumeFiles;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.Region;
import org.regista.viewers.structure.Side;

/**
 * Hands structures that both images have under one name to the judgement, which measures Dice and
 * distances of them. Lives on the FX thread; writes on the background one.
 */
final class JudgedStructuresViewModel {

  private final WorkViewModel work;
  private final VolumeFiles files;
  private final Executor background;
  private final Executor fx;
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private List<Pair> handed = List.of();
  private int number;

  /** Two entries of the same name. */
  private record Pair(String name, int fixed, int moving) {}

  JudgedStructuresViewModel(
      WorkViewModel work, VolumeFiles files, Executor background, Executor fx) {
    this.work = work;
    this.files = files;
    this.background = background;
    this.fx = fx;
  }

  /** What the judgement uses of the structures; empty if nothing. */
  ReadOnlyStringProperty words() {
    return words.getReadOnlyProperty();
  }

  /** The list has changed. */
  void follow(List<StructureEntry> entries, Map<Integer, Region> regions, ImagePairGrids grids) {
    List<Pair> pairs = pairs(entries);
    if (pairs.equals(handed) || work.work().get().isEmpty()) {
      return;
    }
    handed = pairs;
    if (pairs.isEmpty()) {
      words.set("");
      return;
    }
    number++;
    Path folder = work.folder().path();
    Path fixed = folder.resolve("structures-%d-fixed.nii.gz".formatted(number));
    Path moving = folder.resolve("structures-%d-moving.nii.gz".formatted(number));
    JudgedStructures both =
        new JudgedStructures(
            pairs.stream().map(Pair::name).toList(),
            pairs.stream()
                .flatMap(p -> Optional.ofNullable(regions.get(p.fixed)).stream())
                .toList(),
            pairs.stream()
                .flatMap(p -> Optional.ofNullable(regions.get(p.moving)).stream())
                .toList());
    background.execute(
        () -> {
          try {
            both.write(grids, files, fixed, moving);
            fx.execute(() -> hand(pairs, fixed, moving));
          } catch (RegistrationException e) {
            fx.execute(() -> words.set("Not compared under Judge: " + e.getMessage()));
          }
        });
  }

  private void hand(List<Pair> pairs, Path fixed, Path moving) {
    if (pairs.equals(handed)) {
      work.change(
          "compare structures",
          w -> w.withJudging(w.judging().withLabels(fixed.toString(), moving.toString())));
      words.set(
          "Judge compares, on both images: "
              + String.join(", ", pairs.stream().map(Pair::name).toList()));
    }
  }

  /** Visible ones of the fixed and the moving image with the same name, whatever its case. */
  private static List<Pair> pairs(List<StructureEntry> entries) {
    List<Pair> pairs = new ArrayList<>();
    for (StructureEntry fixed : entries) {
      if (fixed.side() == Side.FIXED && fixed.visible()) {
        entries.stream()
            .filter(m -> m.side() == Side.MOVING && m.visible())
            .filter(m -> key(m).equals(key(fixed)))
            .findFirst()
            .ifPresent(m -> pairs.add(new Pair(fixed.name(), fixed.id(), m.id())));
      }
    }
    return pairs;
  }

  private static String key(StructureEntry entry) {
    return entry.name().strip().toLowerCase(Locale.ROOT);
  }
}
