package org.regista.app.cli.dicom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.regista.app.cli.Services;
import org.regista.error.InputDataException;
import org.regista.study.network.Archive;
import org.regista.study.network.dimse.DicomArchive;
import org.regista.study.network.dimse.DicomNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which archive a command speaks to, and how. */
final class NodeOption {

  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5}):([^:]+)");

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT:AET",
      description = "The archive: its host, port and AE title.")
  private String node = "";

  @Mixin private StationOption station = new StationOption();

  boolean isGiven() {
    return !node.isEmpty();
  }

  Archive archive(Services services) {
    return dicomArchive(services);
  }

  DicomArchive dicomArchive(Services services) {
    Matcher parts = ADDRESS.matcher(node);
    if (!parts.matches()) {
      throw new InputDataException(
          "'%s' is no archive; give its host, port and AE title as HOST:PORT:AET".formatted(node));
    }
    return new DicomArchive(
        new DicomNode(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            parts.group(3),
            station.aet(),
            station.tls()),
        station.timeouts(),
        services.cancellation());
  }
}
