package org.regista.job.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.io.nifti.NiftiFormat;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.rt.Structure;
import org.regista.rt.StructureSolid;
import org.regista.transform.AffineTransform;

/** A real tumour as contours and as voxels: whose it is, carried, saved, read back. */
final class RegionsTest {

  private static final Path DATA = Path.of("..", "test-data");
  private static final Path CONTOURS =
      DATA.resolve("dicom_objects").resolve("rt").resolve("sts032_mr_rtstruct.dcm");
  private static final Path LEG = DATA.resolve("body_ct_mr_pet").resolve("sts032");

  private final VolumeFiles files = new VolumeFiles(List.of(new NiftiFormat()));
  private Volume mr;
  private Volume pet;
  private ImagePairGrids pair;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void readImages() {
    mr = Samples.volume(Samples.MR);
    pet = Samples.volume(Samples.PET);
    pair = new ImagePairGrids(mr.space(), mr.grid(), pet.space(), pet.grid());
  }

  @AfterEach
  void closeImages() {
    mr.close();
    pet.close();
  }

  private RegionCarrier carrier() {
    AffineTransform pullBack = new AffineTransform(mr.space(), pet.space(), Samples.MR_TO_PET);
    return new RegionCarrier(pullBack, pullBack.inverse(), mr.grid(), 2);
  }

  @Test
  void contoursBelongToTheImageOfTheirFrame() {
    try (RegionFile moving = new RegionReader(files, pair).read(CONTOURS, Optional.empty())) {
      assertThat(moving.drawnOn()).isEqualTo(Image.MOVING);
      assertThat(moving.regions()).extracting(Region::name).containsExactly("GTV_Mass_MR_T1");
    }
    assertThatThrownBy(() -> new RegionReader(files, pair).read(CONTOURS, Optional.of(Image.FIXED)))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("frame of reference")
        .hasMessageContaining("through a registration");
    ImagePairGrids others = new ImagePairGrids(Space.named("a"), mr.grid(), mr.space(), mr.grid());
    assertThatThrownBy(() -> new RegionReader(files, others).read(CONTOURS, Optional.empty()))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining(pet.space().frameOfReferenceUid().orElseThrow());
  }

  @Test
  void labelsBelongToTheImageWithTheirVoxelsUnlessToldOtherwise() {
    try (Volume ct = files.read(LEG.resolve("ct.nii.gz"));
        Volume t1 = files.read(LEG.resolve("mr_t1.nii.gz"))) {
      RegionReader reader =
          new RegionReader(files, new ImagePairGrids(ct.space(), ct.grid(), t1.space(), t1.grid()));
      try (RegionFile onCt = reader.read(LEG.resolve("ct_gtv.nii.gz"), Optional.empty());
          RegionFile onMr = reader.read(LEG.resolve("mr_t1_gtv.nii.gz"), Optional.empty());
          RegionFile told =
              reader.read(LEG.resolve("mr_t1_gtv.nii.gz"), Optional.of(Image.FIXED))) {
        assertThat(onCt.drawnOn()).isEqualTo(Image.FIXED);
        assertThat(onCt.regions().getFirst().name()).isEqualTo("ct_gtv");
        assertThat(onMr.drawnOn()).isEqualTo(Image.MOVING);
        assertThat(told.regions().getFirst().space()).isEqualTo(ct.space());
      }
      assertThatThrownBy(() -> reader.read(LEG.resolve("pet_suv_gtv.nii.gz"), Optional.empty()))
          .hasMessageContaining("grid of neither image");
      assertThatThrownBy(() -> reader.read(LEG.resolve("ct.nii.gz"), Optional.empty()))
          .isInstanceOf(InputDataException.class)
          .hasMessageContaining("no image of labels");
    }
  }

  private static LpsPoint middle(Volume shares) {
    double sum = 0;
    LpsVector moment = LpsVector.ZERO;
    GridSize size = shares.size();
    LpsPoint origin = new LpsPoint(0, 0, 0);
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          float share = shares.at(i, j, k);
          moment =
              moment.plus(shares.grid().toLps(new VoxelIndex(i, j, k)).minus(origin).times(share));
          sum += share;
        }
      }
    }
    return origin.plus(moment.times(1 / sum));
  }

  @Test
  void contoursAreCarriedAndSavedOnTheFixedSeries() {
    try (RegionFile moving = new RegionReader(files, pair).read(CONTOURS, Optional.empty());
        Region carried = carrier().carry(moving.regions().getFirst())) {
      Structure before = moving.regions().getFirst().contours().orElseThrow();
      Structure after = carried.contours().orElseThrow();
      double ml = StructureSolid.of(before).volumeMm3() / 1000;
      assertThat(StructureSolid.of(after).volumeMm3() / 1000).isCloseTo(ml, within(0.02 * ml));
      LpsPoint p = before.centroid();
      AffineMap back = Samples.MR_TO_PET.inverse();
      LpsPoint expected =
          new LpsPoint(
              back.row0(p.x(), p.y(), p.z()),
              back.row1(p.x(), p.y(), p.z()),
              back.row2(p.x(), p.y(), p.z()));
      assertThat(after.centroid().distanceMm(expected)).isLessThan(0.3);
      Path file = folder.resolve("carried.dcm");
      String said =
          new RegionWriter(mr.space(), mr.grid(), 2)
              .structureSet(
                  List.of(carried), Samples.MR, "test", Creation.now("Regista", "1"), file);
      assertThat(said).contains("read back", mr.space().frameOfReferenceUid().orElseThrow());
      assertThat(StructureSetReader.frames(file))
          .containsExactly(mr.space().frameOfReferenceUid().orElseThrow());
    }
  }

  /** Voxels and contours of one and the same shape stay one shape, whichever way it is saved. */
  @Test
  void voxelsAreCarriedAndSavedEitherWay() {
    GridGeometry fine =
        GridGeometry.axisAligned(
            new GridSize(90, 80, 70),
            new LpsVector(1, 1, 1),
            pet.grid().centre().plus(new LpsVector(-45, -40, -35)));
    LpsPoint centre = fine.centre();
    try (Volume labels = Volume.zeros(pet.space(), fine, pet.unit())) {
      for (int k = 0; k < 70; k++) {
        for (int j = 0; j < 80; j++) {
          for (int i = 0; i < 90; i++) {
            LpsVector v = fine.toLps(new VoxelIndex(i, j, k)).minus(centre);
            boolean inside = Math.hypot(v.x() / 24, Math.hypot(v.y() / 18, v.z() / 21)) < 1;
            labels.voxels().set(fine.size().offset(i, j, k), inside && v.x() > -12 ? 5 : 0);
          }
        }
      }
      Volume shares = LabelCrops.of(labels, pet.space(), "test").values().iterator().next();
      try (Region moving = Region.of("cut egg", 0xFF00, shares);
          Region carried = carrier().carry(moving)) {
        AffineMap back = Samples.MR_TO_PET.inverse();
        LpsPoint p = middle(shares);
        LpsPoint expected =
            new LpsPoint(
                back.row0(p.x(), p.y(), p.z()),
                back.row1(p.x(), p.y(), p.z()),
                back.row2(p.x(), p.y(), p.z()));
        assertThat(middle(carried.shares().orElseThrow()).distanceMm(expected)).isLessThan(0.1);
        double mm3 = 0;
        for (long n = 0; n < shares.voxels().length(); n++) {
          mm3 += shares.voxels().get(n);
        }
        RegionWriter writer = new RegionWriter(mr.space(), mr.grid(), 2);
        Path contours = folder.resolve("carried.dcm");
        writer.structureSet(
            List.of(carried), Samples.MR, "test", Creation.now("Regista", "1"), contours);
        Structure read = StructureSetReader.read(contours, mr.space()).structures().getFirst();
        assertThat(read.centroid().distanceMm(expected)).isLessThan(0.3);
        assertThat(StructureSolid.of(read).volumeMm3()).isCloseTo(mm3, within(0.02 * mm3));
        Path image = folder.resolve("carried.nii.gz");
        assertThat(writer.labels(List.of(carried), files, image))
            .contains("1 'cut egg'", "voxel by voxel");
        try (Volume back1 = files.read(image)) {
          assertThat(back1.grid().sameAs(mr.grid(), 1e-3)).isTrue();
        }
        List<String> words = new ArrayList<>();
        Region again = Region.of(read, mr.space());
        try (Volume fromVoxels = writer.labelled(List.of(carried), words);
            Volume fromContours = writer.labelled(List.of(again), words)) {
          long both = 0;
          long any = 0;
          for (long n = 0; n < fromVoxels.voxels().length(); n++) {
            both += fromVoxels.voxels().get(n) + fromContours.voxels().get(n) == 2 ? 1 : 0;
            any += fromVoxels.voxels().get(n) + fromContours.voxels().get(n) > 0 ? 1 : 0;
          }
          assertThat((double) both / any).isGreaterThan(0.97);
          assertThat(any * mr.grid().voxelVolumeMm3()).isCloseTo(mm3, within(0.03 * mm3));
        }
      }
    }
  }
}
