package org.regista.elastix;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.nativecore.NativeLibrary;

/**
 * How elastix is started on this machine. Both forms are a process that understands elastix's own
 * command line and writes its iteration table to standard output.
 *
 * @param description in words, for the log and the record
 * @param elastix the command before its arguments
 * @param transformix the same for the program that applies transforms; empty if it is not there
 */
record ElastixForm(String description, List<String> elastix, List<String> transformix) {

  /**
   * The library if this build was made with it, else the executables on the search path.
   *
   * @param environment of the process
   */
  static Optional<ElastixForm> find(Map<String, String> environment) {
    List<String> transformix = onPath("transformix", environment).stream().toList();
    Optional<ElastixForm> executables =
        onPath("elastix", environment)
            .map(
                program ->
                    new ElastixForm("the system's executable", List.of(program), transformix));
    return bridge().or(() -> executables);
  }

  /** The library in a process of its own, if this build has the bridge; without transformix. */
  static Optional<ElastixForm> bridge() {
    return NativeLibrary.copyOf("regista_elastix")
        .map(
            library ->
                new ElastixForm(
                    "the library, in a process of its own",
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeWorker.class.getName(),
                        library.toString()),
                    List.of()));
  }

  /** The full path of a program, looked for as a shell would. */
  private static Optional<String> onPath(String program, Map<String, String> environment) {
    String folders = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    return Stream.of(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(Path.of(folder, program), Path.of(folder, program + ".exe")))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
