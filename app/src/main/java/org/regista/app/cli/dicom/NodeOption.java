package org.regista.app.cli.dicom;

import org.regista.app.cli.Services;
import org.regista.app.studies.Archives;
import org.regista.error.InputDataException;
import org.regista.study.network.Archive;
import org.regista.study.network.dimse.DicomArchive;
import org.regista.study.nodes.CredentialStore;
import org.regista.study.nodes.Node;
import org.regista.study.nodes.NodeList;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which archive a command speaks to, and how. */
final class NodeOption {

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description =
          "The archive: a name from 'regista dicom node list', or HOST:PORT:AET, or the root of a "
              + "DICOMweb service (https://...).")
  private String given = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "For DICOMweb: the login, whose password is taken from the environment variable "
              + "REGISTA_NODE_PASSWORD.")
  private String user = "";

  @Mixin private StationOption station = new StationOption();

  boolean isGiven() {
    return !given.isEmpty();
  }

  Archive archive(Services services) {
    Node node = node(services);
    return Archives.open(node, access(services, node));
  }

  private Archives.Access access(Services services, Node node) {
    return new Archives.Access(
        station.aet(node),
        station.tls(services, node),
        () -> password(services, node),
        station.timeouts(),
        services.cancellation());
  }

  private static char[] password(Services services, Node node) {
    return Secrets.fromEnvironment("REGISTA_NODE_PASSWORD")
        .or(
            () -> {
              CredentialStore store = Secrets.store(services);
              return store.get(node.passwordKey());
            })
        .orElseThrow(
            () ->
                new InputDataException(
                    "no password for '%s' is known; 'regista dicom node password %s' keeps one"
                        .formatted(node.user(), node.name())))
        .toCharArray();
  }

  DicomArchive dicomArchive(Services services) {
    Node node = node(services);
    return Archives.openDicom(node, access(services, node));
  }

  /** The archive of that name, else one that is only described here. */
  private Node node(Services services) {
    if (given.isEmpty()) {
      throw new InputDataException("give the archive with --node");
    }
    if (given.contains(":")) {
      return new Node("unnamed", given, "", false, "", "", user);
    }
    return new NodeList(services.folders().settings())
        .find(given)
        .orElseThrow(
            () ->
                new InputDataException(
                    "no archive is called '%s'; 'regista dicom node list' names those that are, "
                            .formatted(given)
                        + "and HOST:PORT:AET or https://... need no name"));
  }
}
