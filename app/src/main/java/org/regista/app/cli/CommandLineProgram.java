package org.regista.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.regista.error.InputDataException;
import org.regista.study.library.LibraryInputs;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands one command line, runs its command and says how it ended. */
public final class CommandLineProgram {

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  /** That of a library that tells of every object it touches. */
  private static final String HDF_LOG_LEVEL = "org.slf4j.simpleLogger.log.io.jhdf";

  private final Console console;
  private final RegistaCommand root = new RegistaCommand();
  private final CommandLine commandLine;

  /**
   * @param groups of further commands, each under the name in its annotation
   */
  public CommandLineProgram(Services services, Console console, CommandLine... groups) {
    this.console = console;
    this.commandLine = new CommandLine(root);
    commandLine
        .addSubcommand("register", new RegisterCommand(services, console))
        .addSubcommand("edit", new EditCommand(services, console))
        .addSubcommand("apply", new ApplyCommand(services, console))
        .addSubcommand("points", new PointsCommand(console))
        .addSubcommand("evaluate", new EvaluateCommand(services, console))
        .addSubcommand("measure", new MeasureCommand(services, console))
        .addSubcommand("fuse", new FuseCommand(services, console))
        .addSubcommand("report", new ReportCommand(console))
        .addSubcommand("compare", new CompareCommand(services, console))
        .addSubcommand("convert", new ConvertCommand(services, console))
        .addSubcommand("info", new InfoCommand(services, console))
        .addSubcommand("batch", new BatchCommand(services, console))
        .addSubcommand("demo", new DemoCommand(services, console))
        .addSubcommand("app", new AppCommand(services));
    for (CommandLine group : groups) {
      commandLine.addSubcommand(group);
    }
    commandLine
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, text -> path(text, services.folders().library()))
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler(this::misunderstood)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    String version =
        "regista %s (%s)".formatted(services.program().version(), services.program().commit());
    commandLine.getCommandSpec().version(version);
    commandLine.getSubcommands().values().forEach(c -> c.getCommandSpec().version(version));
  }

  /** Runs the command that {@code arguments} name; returns one of {@link ExitCodes}. */
  public int run(String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      return failed(e);
    }
  }

  private int execute(ParseResult parsed) {
    System.setProperty(
        LOG_LEVEL, root.verbose() ? "debug" : console.interactive() ? "warn" : "info");
    System.setProperty(HDF_LOG_LEVEL, "error");
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      commandLine.usage(console.err());
      return ExitCodes.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int misunderstood(ParameterException e, String... arguments) {
    console.err().println("regista: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, commandLine.getErr());
    console.err().printf("Try '%s --help'.%n", e.getCommandLine().getCommandSpec().qualifiedName());
    return ExitCodes.USAGE;
  }

  private int failed(Throwable e) {
    int code = ExitCodes.of(e);
    console.err().println("regista: " + sentence(e, code));
    if (root.verbose()) {
      e.printStackTrace(console.err());
    }
    return code;
  }

  private static String sentence(Throwable e, int code) {
    if (e instanceof OutOfMemoryError) {
      return "the memory does not suffice (%s); close other programs or use smaller images"
          .formatted(e.getMessage());
    }
    if (code == ExitCodes.INTERNAL_ERROR) {
      return "internal error (%s); please report it with the output of --verbose".formatted(e);
    }
    return String.valueOf(e.getMessage());
  }

  /** A path, or a series of the library, which is one. */
  private static Path path(String text, Path library) {
    try {
      return LibraryInputs.isOne(text) ? new LibraryInputs(library).resolve(text) : Path.of(text);
    } catch (InputDataException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException("'%s' is no path".formatted(text));
    }
  }
}
