package org.regista.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.regista.io.dicom.tree.VolumeSummary;

/** What a scan says of a volume, in words. */
public final class VolumeText {

  private VolumeText() {}

  /** The geometry, unit, remarks and problem, each as "name value". */
  public static List<String> lines(VolumeSummary volume) {
    List<String> lines = new ArrayList<>();
    volume.grid().ifPresent(grid -> lines.addAll(GridText.lines(grid)));
    String unit = volume.identity().unit().symbol();
    lines.add(row("intensities", unit.isEmpty() ? "without unit" : unit));
    if (!volume.intensities().isEmpty()) {
      lines.add(row("", volume.intensities()));
    }
    volume.remarks().forEach(remark -> lines.add(row("remark", remark)));
    volume.observations().forEach(said -> lines.add(row("observed", said)));
    volume.problem().ifPresent(problem -> lines.add(row("unusable", problem)));
    return lines;
  }

  private static String row(String name, String value) {
    return "%-12s %s".formatted(name, value);
  }
}
