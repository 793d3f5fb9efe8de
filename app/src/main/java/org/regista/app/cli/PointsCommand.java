package org.regista.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.regista.geometry.LpsPoint;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.transform.Transform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes points through a registration. */
@Command(
    name = "points",
    description = {
      "Takes points through a registration, from the fixed side to the moving side.",
      "The table has columns x, y and z in LPS mm, named in a header or as the first three; other columns "
          + "are carried along."
    })
final class PointsCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--registration",
      required = true,
      paramLabel = "DIR",
      description = "A folder that 'register' has written.")
  private Path registration = Path.of("");

  @Option(names = "--inverse", description = "From the moving side to the fixed side.")
  private boolean inverse;

  @Option(names = "--in", required = true, paramLabel = "points.csv", description = "The points.")
  private Path in = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "points.csv",
      description = "The file to write.")
  private Path out = Path.of("");

  PointsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PointTable table = PointTable.read(in);
    ResultFolder result = ResultFolder.open(registration);
    try (OwnedTransform map = inverse ? result.readInverse() : result.readForward()) {
      Transform transform = map.transform();
      List<LpsPoint> there = table.points().stream().map(transform::toMoving).toList();
      table.write(out, there);
      console
          .out()
          .printf(
              "%d points of '%s' taken to '%s': '%s'%n",
              there.size(), transform.fixed().label(), transform.moving().label(), out);
    }
    return ExitCodes.OK;
  }
}
