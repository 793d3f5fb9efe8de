package org.regista.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.regista.error.RegistrationException;
import org.regista.image.Volume;
import org.regista.job.Extensions;
import org.regista.job.Outside;
import org.regista.nativecore.CpuBackend;
import org.regista.quality.Alignment;
import org.regista.quality.QualityEvaluator;
import org.regista.quality.QualityReport;
import org.regista.register.Cancellation;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.Progress;
import org.regista.register.Registrar;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.plan.PlanFiles;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;

/**
 * Registers two open images of Fiji's: the moving one appears once more, on the grid of the fixed
 * one. Scripts give the parameters by name, as with every SciJava command.
 */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Registration>Regista")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // SciJava fills the fields in and reads them
public final class RegisterCommand extends DynamicCommand {

  @Parameter private PluginService plugins;

  @Parameter(required = false)
  private @Nullable StatusService status;

  @Parameter(label = "Fixed image (stays)")
  private ImagePlus fixed;

  @Parameter(label = "Moving image")
  private ImagePlus moving;

  @Parameter(label = "Preset", initializer = "offerPresets")
  private String preset = "generic";

  @Parameter(
      label = "Start from",
      choices = {"search", "mass", "header"})
  private String start = "search";

  @Parameter(label = "Engine", initializer = "offerEngines")
  private String engine = "native";

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus registered;

  @Parameter(type = ItemIO.OUTPUT, label = "Registration")
  private String report;

  private final Cancellation cancellation = new Cancellation();

  void offerPresets() {
    getInfo().getMutableInput("preset", String.class).setChoices(PlanFiles.presetNames());
  }

  void offerEngines() {
    List<String> names = extensions().registrars().stream().map(Registrar::name).toList();
    getInfo().getMutableInput("engine", String.class).setChoices(names);
  }

  private Extensions extensions() {
    return new Extensions(plugins::createInstancesOfType);
  }

  @Override
  public void cancel(String reason) {
    cancellation.request();
    super.cancel(reason);
  }

  @Override
  public void run() {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Volume stays = Stacks.volume(fixed);
        Volume moves = Stacks.volume(moving)) {
      RegistrationRequest request =
          new RegistrationRequest(
              stays,
              moves,
              Optional.empty(),
              Optional.empty(),
              initialisation(),
              PlanFiles.preset(preset),
              new CpuBackend(),
              threads);
      Monitor monitor = new Monitor(this::show, cancellation);
      try (RegistrationResult result = extensions().registrar(engine).register(request, monitor)) {
        registered = shown(request, result);
        report = words(request, result);
      }
    } catch (RegistrationException | CancellationException e) {
      super.cancel(e.getMessage());
    }
  }

  private Initialisation initialisation() {
    return switch (start) {
      case "header" -> new Initialisation.Header();
      case "mass" -> new Initialisation.CentreOfMass();
      default -> new Initialisation.Search();
    };
  }

  private void show(Progress progress) {
    if (status != null) {
      status.showStatus((int) (100 * progress.fraction()), 100, "Regista: " + progress.stage());
    }
  }

  /** The moving image as it was, once interpolated. */
  private ImagePlus shown(RegistrationRequest request, RegistrationResult result) {
    Volume drawn =
        new Resampler(request.threads())
            .resample(
                request.moving(),
                result.transform(),
                request.fixed().grid(),
                Interpolation.LINEAR,
                Outside.of(request.moving()));
    ImagePlus image = new ImagePlus(moving.getTitle() + " registered", new VolumeStack(drawn));
    Calibration calibration = fixed.getCalibration().copy();
    calibration.disableDensityCalibration(); // the stack holds calibrated intensities
    calibration.setValueUnit(moving.getCalibration().getValueUnit());
    image.setCalibration(calibration);
    image.setDisplayRange(moving.getDisplayRangeMin(), moving.getDisplayRangeMax());
    return image;
  }

  private static String words(RegistrationRequest request, RegistrationResult result) {
    QualityReport quality =
        new QualityEvaluator(request.threads(), request.plan().usualBeyondThreefold())
            .evaluate(
                request.fixed(),
                request.moving(),
                Optional.empty(),
                new Alignment(
                    result.linear(), result.displacement(), result.transform(), result.inverse()),
                result.warnings());
    return "%s%n%s%nx_moving = A x_fixed, mm: %s"
        .formatted(
            quality.verdict(),
            String.join(System.lineSeparator(), quality.reasons()),
            result.linear().fixedToMoving());
  }
}
