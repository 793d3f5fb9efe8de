package org.regista.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.app.cli.Console;
import org.regista.app.cli.Services;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.Workstation;
import org.regista.app.report.ReportDocuments;
import org.regista.error.DeviceException;
import org.regista.job.Extensions;
import org.regista.register.Cancellation;
import org.regista.register.Registrar;
import org.regista.study.UserFolders;

/** Starts the program: without arguments the workstation, else the command that they name. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Cancellation cancellation = new Cancellation();
    Interruption interruption = Interruption.cancelling(cancellation);
    int code =
        run(cancellation, interruption, arguments.length == 0 ? new String[] {"app"} : arguments);
    interruption.over();
    System.exit(code);
  }

  private static int run(
      Cancellation cancellation, Interruption interruption, String... arguments) {
    Extensions extensions = new Extensions(new SciJavaExtensions());
    UserFolders folders =
        UserFolders.of(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
    Services services =
        new Services(
            extensions,
            new ReportDocuments(),
            BuildInfo.program(),
            folders,
            (start, work) -> {
              interruption.over(); // a window has nothing to clean up
              openWindow(
                  extensions, folders, start, work.orElseGet(() -> stateFolder().resolve("work")));
            },
            cancellation);
    return Commands.program(services, Console.standard()).run(arguments);
  }

  /** Where the program keeps what it remembers from one start to the next. */
  private static Path stateFolder() {
    Optional<String> windows = Optional.ofNullable(System.getenv("LOCALAPPDATA"));
    Optional<String> chosen = Optional.ofNullable(System.getenv("XDG_STATE_HOME"));
    Path home = Path.of(System.getProperty("user.home"));
    return windows
        .or(() -> chosen)
        .map(Path::of)
        .orElse(home.resolve(".local/state"))
        .resolve("regista");
  }

  private static void openWindow(
      Extensions extensions, UserFolders folders, List<Path> start, Path work) {
    Session session = new Session(extensions.files(), new ResultCases(extensions.files()));
    Workplace place =
        new Workplace(
            work,
            ProgramCommand.words(),
            extensions.registrars().stream().map(Registrar::name).toList(),
            extensions.devices(Runtime.getRuntime().availableProcessors()).stream()
                .map(device -> device.name() + "  " + device.description())
                .toList(),
            BuildInfo.program().version(),
            new Workplace.Places(
                folders.library(),
                folders.settings(),
                Path.of(System.getProperty("regista.demo", "test-data"))));
    try {
      Workstation.run(session, place, start);
    } catch (UnsupportedOperationException e) {
      throw new DeviceException(
          "the window cannot open (%s); without a display use 'regista fuse' or a result's report.html"
              .formatted(e.getMessage()),
          e);
    }
  }
}
