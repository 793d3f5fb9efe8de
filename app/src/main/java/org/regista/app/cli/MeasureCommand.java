package org.regista.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.regista.error.InputDataException;
import org.regista.geometry.FrameRelation;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.Creation;
import org.regista.job.Existing;
import org.regista.job.dicom.ExportedObject;
import org.regista.job.dicom.RegionExport;
import org.regista.job.dicom.RegionExport.Measured;
import org.regista.job.pet.PetImage;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.ResultFolder;
import org.regista.quality.region.OutlineShift;
import org.regista.quality.region.Region;
import org.regista.quality.region.RegionMeasures;
import org.regista.quality.region.RegionVoxels;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.regista.transform.AffineTransform;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures regions of a PET on its own voxels. */
@Command(
    name = "measure",
    description = {
      "Measures regions of a PET on its own voxels: SUVmax, SUVpeak (1 ml), SUVmean, volume (MTV), TLG.",
      "With --registration, places and masks are given on the fixed image, and the PET lies in the moving frame."
    })
final class MeasureCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Services services;
  private final Console console;

  @Parameters(paramLabel = "PET", description = "The image to measure: a file or a DICOM series.")
  private Path image = Path.of("");

  @Mixin private RegionOptions regions = new RegionOptions();

  @Option(
      names = "--registration",
      paramLabel = "DIR",
      description = "A result of 'register' whose moving image shares its frame with the PET.")
  private Optional<Path> registration = Optional.empty();

  @Option(
      names = "--same-frame",
      description =
          "You say that the images share a frame of reference, where their files do not; this is recorded.")
  private boolean sameFrame;

  @Option(
      names = "--ct",
      paramLabel = "CT",
      description = "The CT of the same session: whether the patient lay still between both.")
  private Optional<Path> ct = Optional.empty();

  @Option(
      names = "--dicom",
      paramLabel = "DIR",
      description = "Write the regions as SEG, the figures as SR, and the registration as REG.")
  private Optional<Path> dicom = Optional.empty();

  @Option(names = "--force", description = "Replace DICOM objects that are there already.")
  private boolean force;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--threads", paramLabel = "N", description = "Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec = CommandSpec.create();

  MeasureCommand(Services services, Console console) {
    this.services = services;
    this.console = console;
  }

  @Override
  public Integer call() {
    if (regions.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "give at least one of --sphere, --box, --mask");
    }
    VolumeFiles files = services.extensions().files();
    try (PetImage pet = PetImage.read(files, image, regions.entered())) {
      List<Measured> measured = registration.isPresent() ? onFixed(files, pet) : onPet(files, pet);
      Optional<OutlineShift> motion = ct.map(path -> motion(files, path, pet));
      MeasureText text = new MeasureText(image, pet, userSaidSameFrame(), motion, measured);
      if (json) {
        console.out().println(json(text.json()));
      } else {
        text.print(console.out());
      }
      dicom.ifPresent(out -> write(pet, measured, out));
    }
    return ExitCodes.OK;
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that are no JSON", e);
    }
  }

  private boolean userSaidSameFrame() {
    return sameFrame && (registration.isPresent() || ct.isPresent());
  }

  private List<Measured> onPet(VolumeFiles files, PetImage pet) {
    List<Measured> measured = new ArrayList<>();
    regions.shapes().forEach(region -> measured.add(measure(region, pet.volume())));
    for (Path mask : regions.masks()) {
      try (Volume asRead = Relabelled.read(files, mask, pet.volume().space());
          Volume onGrid =
              new Resampler(threads)
                  .resample(
                      asRead,
                      AffineTransform.identity(asRead.space(), asRead.space()),
                      pet.volume().grid(),
                      Interpolation.LINEAR,
                      0)) {
        measured.add(measure(mask, onGrid, pet.volume()));
      }
    }
    return measured;
  }

  /** A place goes through the registration, a mask is drawn on the PET's own grid. */
  private List<Measured> onFixed(VolumeFiles files, PetImage pet) {
    ResultFolder result = ResultFolder.open(registration.orElseThrow());
    requireFrame(result.moving(), pet.volume(), "the PET", "the moving image");
    List<Measured> measured = new ArrayList<>();
    try (OwnedTransform forward = result.readForward()) {
      for (Region region : regions.shapes()) {
        Region there = region.withCentre(forward.transform().toMoving(region.centre()));
        measured.add(measure(there, pet.volume()));
      }
    }
    for (Path mask : regions.masks()) {
      try (OwnedTransform inverse = result.readInverse();
          Volume onFixed = Relabelled.read(files, mask, result.fixed());
          Volume onGrid =
              new Resampler(threads)
                  .resample(
                      onFixed, inverse.transform(), pet.volume().grid(), Interpolation.LINEAR, 0)) {
        measured.add(measure(mask, onGrid, pet.volume()));
      }
    }
    return measured;
  }

  private static Measured measure(Region region, Volume pet) {
    RegionVoxels voxels = RegionVoxels.of(region, pet);
    return new Measured(
        region.name(), region.words(), region.cut(), voxels, RegionMeasures.of(pet, voxels));
  }

  private Measured measure(Path mask, Volume onGrid, Volume pet) {
    String name = mask.getFileName().toString();
    RegionVoxels voxels = RegionVoxels.of(onGrid, name, regions.cut(), pet);
    String words = "mask '%s', %s".formatted(name, regions.cut().words());
    return new Measured(name, words, regions.cut(), voxels, RegionMeasures.of(pet, voxels));
  }

  private OutlineShift motion(VolumeFiles files, Path path, PetImage pet) {
    try (Volume asRead = files.read(path)) {
      requireFrame(asRead.space(), pet.volume(), "the PET", "the CT");
      return OutlineShift.of(asRead, pet.volume());
    }
  }

  private void requireFrame(Space one, Volume pet, String what, String other) {
    Space two = pet.space();
    boolean verified = FrameRelation.byHeaders(one, two).kind() == FrameRelation.Kind.SAME_FRAME;
    boolean contradicted =
        one.frameOfReferenceUid().isPresent() && two.frameOfReferenceUid().isPresent();
    if (!verified && (contradicted || !sameFrame)) {
      throw new InputDataException(
          "%s '%s' lies in the frame of reference %s, %s '%s' in %s%s"
              .formatted(
                  what,
                  two.label(),
                  two.frameOfReferenceUid().orElse("that is not stated"),
                  other,
                  one.label(),
                  one.frameOfReferenceUid().orElse("one that is not stated"),
                  contradicted
                      ? "; register them to each other first"
                      : "; if you know that both are the same, say so with --same-frame"));
    }
  }

  private void write(PetImage pet, List<Measured> measured, Path out) {
    Creation creation = Creation.now(services.program().name(), services.program().version());
    RegionExport.Request request =
        new RegionExport.Request(
            image,
            pet.volume(),
            pet.ledger()
                .orElseThrow(
                    () ->
                        new InputDataException("'%s': no SUV: %s".formatted(image, pet.refusal()))),
            measured,
            registration.orElse(null));
    Existing existing = force ? Existing.REPLACE : Existing.REFUSE;
    for (ExportedObject object : new RegionExport(creation, threads).run(request, out, existing)) {
      console.out().printf("%s (%d)%n", out.resolve(object.name()), object.files());
      object.remarks().forEach(remark -> console.out().println("  " + remark));
    }
  }
}
