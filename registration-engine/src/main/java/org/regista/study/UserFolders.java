package org.regista.study;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a user's settings and studies belong on each system: the XDG base directories, {@code
 * ~/Library/Application Support}, {@code %APPDATA%}. The folders need not exist.
 *
 * @param settings small files that a person may edit
 * @param library the study library, which {@code REGISTA_LIBRARY} may place elsewhere
 */
public record UserFolders(Path settings, Path library) {

  private static final String NAME = "regista";

  /**
   * @param environment of the process
   * @param system the name of the operating system, as Java has it
   * @param home the user's folder
   */
  public static UserFolders of(Map<String, String> environment, String system, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    UserFolders usual =
        name.contains("windows")
            ? in(
                place(environment, "APPDATA", home.resolve("AppData/Roaming")),
                place(environment, "LOCALAPPDATA", home.resolve("AppData/Local")))
            : name.contains("mac")
                ? in(
                    home.resolve("Library/Application Support"),
                    home.resolve("Library/Application Support"))
                : in(
                    place(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                    place(environment, "XDG_DATA_HOME", home.resolve(".local/share")));
    return new UserFolders(
        usual.settings(), place(environment, "REGISTA_LIBRARY", usual.library()));
  }

  private static UserFolders in(Path settings, Path data) {
    return new UserFolders(settings.resolve(NAME), data.resolve(NAME).resolve("library"));
  }

  /** What a variable says, if it is a whole path. */
  private static Path place(Map<String, String> environment, String variable, Path otherwise) {
    Path named = Path.of(environment.getOrDefault(variable, ""));
    return named.isAbsolute() ? named : otherwise;
  }
}
