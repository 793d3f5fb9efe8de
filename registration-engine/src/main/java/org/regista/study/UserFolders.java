package org.regista.study;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a user's settings and data belong on each system: the XDG base directories, {@code
 * ~/Library/Application Support}, {@code %APPDATA%}. The folders need not exist.
 *
 * @param settings small files that a person may edit
 * @param data what the program keeps
 */
public record UserFolders(Path settings, Path data) {

  private static final String NAME = "regista";

  /**
   * @param environment of the process
   * @param system the name of the operating system, as Java has it
   * @param home the user's folder
   */
  public static UserFolders of(Map<String, String> environment, String system, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("windows")) {
      return new UserFolders(
          set(environment, "APPDATA", home.resolve("AppData/Roaming")),
          set(environment, "LOCALAPPDATA", home.resolve("AppData/Local")));
    }
    if (name.contains("mac")) {
      Path support = home.resolve("Library/Application Support").resolve(NAME);
      return new UserFolders(support, support);
    }
    return new UserFolders(
        set(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
        set(environment, "XDG_DATA_HOME", home.resolve(".local/share")));
  }

  private static Path set(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    Path base = value.isEmpty() ? otherwise : Path.of(value);
    return base.isAbsolute() ? base.resolve(NAME) : otherwise.resolve(NAME);
  }
}
