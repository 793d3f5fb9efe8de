package org.regista.imagej;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.io.nifti.NiftiFormat;
import org.regista.nativecore.CpuBackend;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.StagedRegistrar;
import org.regista.register.plan.PlanFiles;
import org.regista.resample.Interpolation;
import org.regista.resample.Resampler;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** The command as Fiji runs it, but without a display, on real images. */
final class RegisterCommandTest {

  private static final Path LEG = Path.of("../../test-data/body_ct_mr_pet/sts032");
  private static final LpsVector MOVED = new LpsVector(6, -4, 7);

  private final Context context = new Context(CommandService.class);
  private final Volume pet = new NiftiFormat().read(LEG.resolve("pet_suv.nii.gz"));
  private final Volume mri = moved(new NiftiFormat().read(LEG.resolve("mr_t1.nii.gz")));

  @AfterEach
  void close() {
    context.dispose();
    pet.close();
    mri.close();
  }

  /** Somewhere else than where it belongs. */
  private static Volume moved(Volume volume) {
    AffineMap there = volume.grid().indexToLps().andThen(AffineMap.translation(MOVED));
    return new Volume(
        volume.space(), new GridGeometry(volume.size(), there), volume.unit(), volume.voxels());
  }

  private static ImagePlus image(Volume volume, String unit) {
    ImageStack stack = new ImageStack(volume.size().ni(), volume.size().nj());
    for (int k = 0; k < volume.size().nk(); k++) {
      float[] slice = new float[volume.size().ni() * volume.size().nj()];
      volume.voxels().read((long) k * slice.length, slice, slice.length);
      stack.addSlice("", slice);
    }
    ImagePlus image = new ImagePlus(volume.space().label(), stack);
    Calibration c = image.getCalibration();
    c.setUnit(unit);
    c.pixelWidth = volume.grid().spacingMm(0);
    c.pixelHeight = volume.grid().spacingMm(1);
    c.pixelDepth = volume.grid().spacingMm(2);
    LpsPoint origin = volume.grid().origin();
    c.xOrigin = -origin.x() / c.pixelWidth;
    c.yOrigin = -origin.y() / c.pixelHeight;
    c.zOrigin = -origin.z() / c.pixelDepth;
    return image;
  }

  private RegisterCommand run(ImagePlus fixed, ImagePlus moving)
      throws InterruptedException, ExecutionException {
    CommandInfo command = context.service(CommandService.class).getCommand(RegisterCommand.class);
    Map<String, Object> inputs =
        Map.of("fixed", fixed, "moving", moving, "preset", "pet-mri", "start", "header");
    Module done = context.service(ModuleService.class).run(command, true, inputs).get();
    return (RegisterCommand) done;
  }

  @Test
  void theResultIsTheEngines() throws InterruptedException, ExecutionException {
    RegisterCommand done = run(image(mri, "mm"), image(pet, "mm"));
    assertThat(done.getCancelReason()).isNull();
    ImagePlus shown = (ImagePlus) done.getOutput("registered");
    RegistrationRequest request =
        new RegistrationRequest(
            mri,
            pet,
            Optional.empty(),
            Optional.empty(),
            new Initialisation.Header(),
            PlanFiles.preset("pet-mri"),
            new CpuBackend(),
            2);
    try (RegistrationResult result = new StagedRegistrar().register(request, Monitor.silent());
        Volume drawn =
            new Resampler(2)
                .resample(pet, result.transform(), mri.grid(), Interpolation.LINEAR, 0)) {
      LpsPoint centre = mri.grid().centre();
      LpsPoint there = new LpsPoint(centre.x() - 6, centre.y() + 4, centre.z() - 7);
      assertThat(result.linear().toMoving(centre).distanceMm(there)).isLessThan(4); // and not 10
      assertThat(worstDifference(shown, drawn)).isLessThan(1e-3);
      assertThat((String) done.getOutput("report")).containsAnyOf("ACCEPT", "REVIEW");
    }
    assertThat(shown.getCalibration().pixelDepth).isEqualTo(mri.grid().spacingMm(2));
    assertThat(shown.getStack().getSize()).isEqualTo(mri.size().nk());
  }

  private static double worstDifference(ImagePlus shown, Volume drawn) {
    double worst = 0;
    int slice = drawn.size().ni() * drawn.size().nj();
    for (int n = 1; n <= drawn.size().nk(); n++) {
      float[] pixels = (float[]) shown.getStack().getProcessor(n).getPixels();
      for (int v = 0; v < slice; v++) {
        worst = Math.max(worst, Math.abs(pixels[v] - drawn.voxels().get((n - 1L) * slice + v)));
      }
    }
    return worst;
  }

  @Test
  void aStackAndItsViewShowTheVolumeItself() {
    Volume volume = Volume.zeros(pet.space(), pet.grid(), pet.unit());
    VolumeStack stack = new VolumeStack(volume);
    stack.view().getAt(3, 4, 5).set(77);
    assertThat(volume.at(3, 4, 5)).isEqualTo(77);
    assertThat(stack.getProcessor(6).getf(3, 4)).isEqualTo(77);
  }

  @Test
  void anImageWithoutASizeIsRefusedInASentence() throws InterruptedException, ExecutionException {
    RegisterCommand done = run(image(mri, "pixel"), image(pet, "mm"));
    assertThat(done.getCancelReason()).contains("mr_t1", "'pixel'", "Image > Properties");
    assertThat(done.getOutput("registered")).isNull();
  }
}
