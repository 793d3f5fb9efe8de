package org.regista.elastix;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    return library(environment).or(() -> executables(environment));
  }

  /** The system's executables, if they are on the search path. */
  static Optional<ElastixForm> executables(Map<String, String> environment) {
    return onPath("elastix", environment)
        .map(
            program ->
                new ElastixForm(
                    "the system's executable", List.of(program), transformix(environment)));
  }

  /**
   * The library in a process of its own, if this build has the bridge. Its private copy of the
   * bridge lies in the folder of the run and goes with it.
   */
  static Optional<ElastixForm> library(Map<String, String> environment) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!NativeLibrary.exists(BridgeWorker.LIBRARY) || !Files.isExecutable(java)) {
      return Optional.empty();
    }
    List<String> command =
        List.of(
            java.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=.",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            BridgeWorker.class.getName());
    return Optional.of(
        new ElastixForm("the library, in a process of its own", command, transformix(environment)));
  }

  /** Of this process; whole paths, since the worker runs in another folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> transformix(Map<String, String> environment) {
    return onPath("transformix", environment).stream().toList();
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
