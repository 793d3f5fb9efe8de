package org.regista.elastix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.DeviceException;
import org.regista.geometry.AffineMap;
import org.regista.io.elastix.ParameterFile;
import org.regista.io.elastix.ParameterKeys;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.Preparation;
import org.regista.register.Registrar;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationRequest.EngineFile;
import org.regista.register.RegistrationResult;
import org.scijava.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * elastix (Klein et al. 2010, doi:10.1109/TMI.2009.2035616), one process per registration. A plan
 * becomes parameter files of {@link PresetParameters}; files of the user's run as they are, on the
 * images as they are.
 */
@Plugin(type = Registrar.class, name = "elastix")
public final class ElastixRegistrar implements Registrar {

  private static final Logger LOG = LoggerFactory.getLogger(ElastixRegistrar.class);

  /** Large pyramids take minutes without a word. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private static final String ABSENT =
      "elastix is not installed here: no library was built in, and there is no executable 'elastix' on"
          + " the search path (Debian and Ubuntu: apt-get install elastix)";

  private final Optional<ElastixForm> form;
  private final Duration longestSilence;
  private final Path temporary;

  /** In the form that this machine offers. */
  public ElastixRegistrar() {
    this(
        ElastixForm.find(System.getenv()),
        LONGEST_SILENCE,
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param temporary the folder in which the folders of the runs are made
   */
  ElastixRegistrar(Optional<ElastixForm> form, Duration longestSilence, Path temporary) {
    this.form = form;
    this.longestSilence = longestSilence;
    this.temporary = temporary;
  }

  @Override
  public String name() {
    return "elastix";
  }

  @Override
  public String form() {
    return form.map(ElastixForm::description).orElse("not usable here: " + ABSENT);
  }

  @Override
  public RegistrationResult register(RegistrationRequest request, Monitor monitor) {
    ElastixForm found = form.orElseThrow(() -> new DeviceException(ABSENT));
    RunChecks.check(request);
    Setup setup = setup(request);
    try (Preparation preparation = new Preparation(request);
        RunFiles files = new RunFiles(temporary)) {
      long voxels = request.fixed().voxels().length() + request.moving().voxels().length();
      files.requireSpace(voxels);
      AffineMap start = start(setup, request, preparation, monitor);
      if (setup.owned()) {
        files.images(request.fixed(), request.moving());
      } else {
        files.images(preparation.fixed(), preparation.moving());
      }
      request.fixedMask().ifPresent(mask -> files.mask("-fMask", "fixed_mask.mha", mask));
      request.movingMask().ifPresent(mask -> files.mask("-mMask", "moving_mask.mha", mask));
      if (!request.extras().landmarks().isEmpty()) {
        files.landmarks(request.extras().landmarks());
      }
      if (!start.equals(AffineMap.IDENTITY)) {
        files.start(start, request.fixed().grid());
      }
      files.parameters(setup.files());
      LOG.info("elastix: {}", found.description());
      return new ElastixRun(found, longestSilence, request, files, monitor)
          .result(setup, preparation);
    }
  }

  /**
   * What elastix will be told.
   *
   * @param owned whether the files are the user's, not a plan's
   * @param warnings about keys that elastix would pass over
   */
  record Setup(
      boolean owned, List<ParameterFile> parsed, List<EngineFile> files, List<String> warnings) {}

  private static Setup setup(RegistrationRequest request) {
    List<EngineFile> given = request.extras().engineFiles();
    boolean landmarks = !request.extras().landmarks().isEmpty();
    if (given.isEmpty()) {
      List<ParameterFile> made =
          new PresetParameters(request.fixed().grid(), landmarks).of(request.plan());
      return new Setup(
          false,
          made,
          made.stream().map(file -> new EngineFile(file.name(), file.toText())).toList(),
          List.of());
    }
    List<ParameterFile> parsed =
        given.stream().map(file -> ParameterFile.parse(file.name(), file.text())).toList();
    ParameterKeys keys = new ParameterKeys();
    List<String> warnings = new ArrayList<>();
    for (ParameterFile file : parsed) {
      RunChecks.check(file);
      warnings.addAll(keys.remarks(file));
      if (landmarks && !file.values("Metric").contains(RunFiles.LANDMARK_METRIC)) {
        warnings.add(
            "'%s' names no %s; the landmarks have no effect on it"
                .formatted(file.name(), RunFiles.LANDMARK_METRIC));
      }
    }
    warnings.forEach(LOG::warn);
    return new Setup(true, parsed, given, warnings);
  }

  /** Files that align the images themselves may begin with images that do not overlap. */
  private static AffineMap start(
      Setup setup, RegistrationRequest request, Preparation preparation, Monitor monitor) {
    boolean alignsItself =
        setup.parsed().getFirst().flag("AutomaticTransformInitialization", false);
    return alignsItself && request.initialisation() instanceof Initialisation.Header
        ? AffineMap.IDENTITY
        : preparation.start(monitor);
  }
}
