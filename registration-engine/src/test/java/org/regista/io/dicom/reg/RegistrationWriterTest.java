package org.regista.io.dicom.reg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.dicom.DicomObjects;
import org.regista.io.dicom.object.Dciodvfy;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.Samples;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;

/** What we write, on two real series of one patient. */
class RegistrationWriterTest {

  /** 11 degrees and some centimetres, not symmetric in any axis. */
  private static final AffineMap RIGID =
      new AffineMap(
          0.9864312431026055,
          0.03816121385999893,
          -0.1596781900817383,
          16.843193754179026,
          -0.02228706710777216,
          0.9947329253754607,
          0.100048457327996,
          -60.59528248095117,
          0.16265512371512306,
          -0.09513216559455379,
          0.9820861376674188,
          10.281768701803827);

  @TempDir private Path folder = Path.of("");

  private final SourceSeries fixed = Samples.series(Samples.PET);
  private final SourceSeries moving = Samples.series(Samples.MR);
  private final ObjectComposer composer = new ObjectComposer(fixed, Samples.creation());
  private final Volume fixedImage = Samples.volume(Samples.PET);
  private final Volume movingImage = Samples.volume(Samples.MR);

  @AfterEach
  void close() {
    fixedImage.close();
    movingImage.close();
  }

  private AffineTransform pullBack(AffineMap map) {
    return new AffineTransform(fixedImage.space(), movingImage.space(), map);
  }

  private RegisteredSide fixedSide() {
    return RegisteredSide.of(fixedImage.space(), fixed, fixedImage.grid());
  }

  private RegisteredSide movingSide() {
    return RegisteredSide.of(movingImage.space(), moving, movingImage.grid());
  }

  @Test
  void aRigidObjectIsValidAndLeadsFromSourceToRegistered() {
    Path file = folder.resolve("reg.dcm");
    RegistrationWriter.linear(composer, moving, pullBack(RIGID), "test").write(file);
    Dciodvfy.check(file);
    Attributes item = DicomObjects.read(file).getSequence(Tag.RegistrationSequence).get(1);
    Attributes matrix =
        item.getNestedDataset(Tag.MatrixRegistrationSequence).getNestedDataset(Tag.MatrixSequence);
    assertThat(item.getString(Tag.FrameOfReferenceUID)).isEqualTo(moving.frameUid());
    assertThat(matrix.getString(Tag.FrameOfReferenceTransformationMatrixType)).isEqualTo("RIGID");
    // source -> registered is the inverse of the pull-back; its last column is a translation
    assertThat(matrix.getDoubles(Tag.FrameOfReferenceTransformationMatrix)[3])
        .isCloseTo(-19.637526040022404, within(1e-9));
    RoundTrip proof =
        RoundTrip.check(
            file, fixedSide(), movingSide(), pullBack(RIGID), fixedImage.grid(), List.of());
    assertThat(proof.largestErrorMm()).isLessThan(1e-9);
    assertThat(proof.words())
        .contains("9 points agree", fixed.frameUid(), moving.frameUid())
        .contains("of the fixed frame");
  }

  @Test
  void anAffineObjectSaysSo() {
    AffineMap affine = RIGID.andThen(AffineMap.scaling(1.02, 0.99, 1.01));
    Path file = folder.resolve("reg.dcm");
    RegistrationWriter.linear(composer, moving, pullBack(affine), "test").write(file);
    Dciodvfy.check(file);
    RegistrationObject read = RegistrationReader.read(file);
    assertThat(read.findings()).isEmpty();
    RoundTrip.check(
        file, fixedSide(), movingSide(), pullBack(affine), fixedImage.grid(), List.of());
  }

  @Test
  void aBackwardsObjectDoesNotPassTheRoundTrip() {
    Path file = folder.resolve("reg.dcm");
    AffineTransform wrong = pullBack(RIGID.inverse());
    RegistrationWriter.linear(composer, moving, wrong, "test").write(file);
    Dciodvfy.check(file); // its form is right: only the round trip can tell
    RegisteredSide f = RegisteredSide.of(fixedImage.space());
    RegisteredSide m = RegisteredSide.of(movingImage.space());
    assertThatThrownBy(
            () -> RoundTrip.check(file, f, m, pullBack(RIGID), fixedImage.grid(), List.of()))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("mm from where the registration does");
  }

  @Test
  void aDeformableObjectIsThePullBackItself() {
    Path file = folder.resolve("dreg.dcm");
    try (DisplacementField u = field(fixedImage.grid());
        FieldForExport export = FieldForExport.of(u, 8, 2)) {
      DicomObject object =
          RegistrationWriter.deformable(composer, moving, pullBack(RIGID), export.field(), "test");
      object.write(file);
      Dciodvfy.check(file);
      assertThat(export.maxLossMm()).isBetween(0.05, 2.0);
      assertThat(export.meanLossMm()).isLessThan(export.maxLossMm() / 3);
      TransformChain written = TransformChain.of(export.field(), pullBack(RIGID));
      TransformChain meant = TransformChain.of(u, pullBack(RIGID));
      RoundTrip proof =
          RoundTrip.check(file, fixedSide(), movingSide(), written, fixedImage.grid(), inner());
      assertThat(proof.largestErrorMm()).isLessThan(1e-4);
      try (Interpretation read = RegistrationReader.read(file).only(fixedSide(), movingSide())) {
        for (LpsPoint p : inner()) {
          assertThat(u.displacementAt(p).lengthMm()).as("moved at all").isGreaterThan(1);
          assertThat(read.transform().toMoving(p).distanceMm(meant.toMoving(p)))
              .isLessThan(export.maxLossMm() * 1.01);
        }
      }
    }
  }

  @Test
  void theExportGridIsStatedWithItsLoss() {
    try (DisplacementField u = field(fixedImage.grid());
        FieldForExport coarse = FieldForExport.of(u, 16, 2);
        FieldForExport fine = FieldForExport.of(u, 0.1, 2);
        FieldForExport sameWithOneThread = FieldForExport.of(u, 16, 1)) {
      assertThat(fine.field().grid().size()).isEqualTo(u.grid().size());
      assertThat(fine.maxLossMm()).isLessThan(1e-4);
      assertThat(coarse.maxLossMm()).isGreaterThan(0.2);
      assertThat(sameWithOneThread.meanLossMm()).isEqualTo(coarse.meanLossMm());
      assertThat(coarse.field().grid().spacingMm(0)).isLessThanOrEqualTo(16);
    }
  }

  /** A gantry tilt and a left-handed grid have no form in the object; the export grid does. */
  @Test
  void aShearedGridIsDrawnOnAnUprightOne() {
    AffineMap sheared =
        new AffineMap(4, 0, 0.9, -80, 0, 4, 0, -20, 0, 0, -3.3, 540); // left-handed too
    GridGeometry grid = new GridGeometry(fixedImage.size(), sheared);
    try (DisplacementField u = field(grid);
        FieldForExport export = FieldForExport.of(u, 3, 2)) {
      assertThat(export.field().grid().shear()).isLessThan(1e-12);
      assertThat(export.field().grid().indexToLps().determinant()).isPositive();
      assertThat(export.maxLossMm()).isLessThan(1);
    }
  }

  @Test
  void twoPatientsAreNotJoined() {
    Attributes other = new Attributes(moving.header());
    other.setString(Tag.PatientID, VR.LO, "somebody else");
    SourceSeries stranger = SourceSeries.of(List.of(other));
    assertThatThrownBy(() -> RegistrationWriter.linear(composer, stranger, pullBack(RIGID), "test"))
        .isInstanceOf(InputDataException.class)
        .hasMessageContaining("different Patient IDs")
        .hasMessageNotContaining("somebody");
  }

  private List<LpsPoint> inner() {
    GridGeometry grid = fixedImage.grid();
    return List.of(
        grid.toLps(new VoxelIndex(18.3, 20.6, 25.1)), grid.toLps(new VoxelIndex(12, 24, 30)));
  }

  /** A bump of up to 6 mm that is zero on the border. */
  private DisplacementField field(GridGeometry grid) {
    int ni = grid.size().ni();
    int nj = grid.size().nj();
    int nk = grid.size().nk();
    long count = grid.size().voxelCount();
    NativeBuffer u = NativeBuffer.allocate(3 * count);
    for (int k = 0; k < nk; k++) {
      for (int j = 0; j < nj; j++) {
        for (int i = 0; i < ni; i++) {
          double bump = wave(i, ni) * wave(j, nj) * wave(k, nk);
          long n = grid.size().offset(i, j, k);
          u.set(n, (float) (6 * bump));
          u.set(count + n, (float) (-3 * bump * wave(i, ni)));
          u.set(2 * count + n, (float) (2 * bump));
        }
      }
    }
    return new DisplacementField(fixedImage.space(), fixedImage.space(), grid, u);
  }

  private static double wave(int n, int size) {
    return Math.sin(Math.PI * n / (size - 1.0));
  }
}
