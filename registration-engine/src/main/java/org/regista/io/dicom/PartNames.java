package org.regista.io.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.regista.geometry.LpsVector;

/** Says what tells the volumes of one series apart: "echo time 4.92 ms, sagittal". */
final class PartNames {

  private static final int LONGEST_VALUE = 48;

  private PartNames() {}

  /** One name for each volume, as short as tells them apart; empty if there is only one. */
  static List<String> of(List<List<SliceHeader>> volumes) {
    List<Function<List<SliceHeader>, String>> properties = new ArrayList<>();
    properties.add(v -> orientation(v.getFirst().pose()));
    properties.add(v -> v.getFirst().layout().columns() + "x" + v.getFirst().layout().rows());
    properties.add(v -> spacing(v.getFirst().pose()));
    properties.add(
        v -> "frame of reference " + v.getFirst().series().frameOfReferenceUid().orElse("unknown"));
    properties.add(v -> "unit " + v.getFirst().series().unit().name());
    Arrays.stream(Aspect.values()).forEach(aspect -> properties.add(v -> phrase(aspect, v)));
    List<List<String>> names = new ArrayList<>();
    volumes.forEach(v -> names.add(new ArrayList<>()));
    for (Function<List<SliceHeader>, String> property : properties) {
      List<String> values = volumes.stream().map(property).toList();
      boolean needed = new HashSet<>(names).size() < volumes.size();
      for (int n = 0; needed && new HashSet<>(values).size() > 1 && n < values.size(); n++) {
        names.get(n).add(PrintableText.of(values.get(n)));
      }
    }
    return names.stream()
        .map(name -> name.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining(", ")))
        .toList();
  }

  /** Empty if the aspect varies within the volume, or is too long to tell. */
  private static String phrase(Aspect aspect, List<SliceHeader> volume) {
    String value = volume.getFirst().parameters().of(aspect);
    boolean constant =
        volume.stream().allMatch(slice -> slice.parameters().of(aspect).equals(value));
    return constant && value.length() <= LONGEST_VALUE ? aspect.phrase(value) : "";
  }

  /** The plane nearest to the slices, and how far off it they are. */
  private static String orientation(SlicePose pose) {
    LpsVector n = pose.normal();
    double x = Math.abs(n.x());
    double y = Math.abs(n.y());
    double z = Math.abs(n.z());
    double most = Math.max(x, Math.max(y, z));
    String plane = most == z ? "axial" : most == x ? "sagittal" : "coronal";
    double degrees = Math.toDegrees(Math.acos(Math.min(1, most)));
    return degrees < 0.5 ? plane : String.format(Locale.ROOT, "%s by %.0f degrees", plane, degrees);
  }

  private static String spacing(SlicePose pose) {
    return String.format(
        Locale.ROOT,
        "pixels of %.4f x %.4f mm",
        pose.columnStep().lengthMm(),
        pose.rowStep().lengthMm());
  }
}
