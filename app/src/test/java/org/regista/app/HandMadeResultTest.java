package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.report.Badges;
import org.regista.app.report.Signing;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.io.itk.TransformFiles;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.OwnedTransform;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.RequestForm;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.quality.QualityReport;
import org.regista.quality.tg132.Tolerances;
import org.regista.transform.AffineTransform;

/** Forms, boxes, edits and landmarks on the command line: what people put into a result. */
class HandMadeResultTest {

  @TempDir private Path folder;

  private Path fixed = Path.of("");
  private Path moving = Path.of("");

  @BeforeEach
  void images() {
    fixed = Runs.fixedImage(folder.resolve("fixed.nii"));
    moving = Runs.movingImage(folder.resolve("moving.nii"));
  }

  private ResultFolder register(String name, Object... more) {
    Path out = folder.resolve(name);
    List<Object> words =
        new ArrayList<>(List.of("register", "--fixed", fixed, "--moving", moving, "--out", out));
    words.addAll(List.of(more));
    Runs.Outcome outcome = Runs.run(words.toArray());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return ResultFolder.open(out);
  }

  @Test
  void aFormAndABoxAreKeptInRecordAndReport() throws IOException {
    ResultFolder result =
        register(
            "asked",
            "--stages",
            "rigid",
            "--init",
            "header",
            "--box",
            "-40,-45,-40,45,50,30",
            "--primary",
            "Plan",
            "--purpose",
            "follow-up",
            "--region",
            "left temporal",
            "--asked-by",
            "Dr Asks",
            "--asked-on",
            "2026-11-24");
    RegistrationRecord record = result.record();
    assertThat(record.form())
        .isEqualTo(
            new RequestForm(
                "Plan", RequestForm.Purpose.FOLLOW_UP, "left temporal", "Dr Asks", "2026-11-24"));
    assertThat(record.inputs().box()).isNotNull();
    String report = Files.readString(result.path().resolve("report.html"));
    assertThat(report).contains("left temporal", "Dr Asks", "85 × 95 × 70 mm");
    ResultFolder whole = register("whole", "--stages", "rigid", "--init", "header");
    assertThat(Files.readString(whole.path().resolve("linear.tfm")))
        .isNotEqualTo(Files.readString(result.path().resolve("linear.tfm")));
    for (Path found : List.of(result.path(), whole.path())) {
      LpsPoint p = new LpsPoint(10, -5, 8);
      assertThat(ResultFolder.open(found).readLinear().toMoving(p).distanceMm(Runs.MOTION.apply(p)))
          .isLessThan(2); // half a voxel
    }
  }

  @Test
  void recordsFromBeforeThereWereFormsAndEditsAreRead() throws IOException {
    Path old = register("old", "--stages", "rigid").path();
    Path json = old.resolve("registration.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode tree = (ObjectNode) mapper.readTree(Files.readString(json));
    tree.remove(List.of("form", "edits", "signOff"));
    ((ObjectNode) tree.path("inputs")).remove("box");
    Files.writeString(json, mapper.writeValueAsString(tree));
    RegistrationRecord record = ResultFolder.open(old).record();
    assertThat(record.edits()).isEmpty();
    assertThat(record.form()).isNull();
    assertThat(record.inputs().box()).isNull();
  }

  @Test
  void anEditIsLoggedAndMakesTheSignatureVoid() throws IOException {
    ResultFolder before = register("before", "--preset", "mri-followup", "--init", "header");
    Signing.sign(
        before.path(),
        new SignOff(
            "Dr Example", "2026-11-24T10:00:00Z", 1, "", Tolerances.TG132, List.of(), List.of()));
    AffineTransform was = before.readLinear();
    AffineMap moved = was.fixedToMoving().andThen(AffineMap.translation(new LpsVector(0, 3, -4)));
    Path linear = folder.resolve("moved.tfm");
    TransformFiles.write(
        new AffineTransform(was.fixed(), was.moving(), moved), new LpsPoint(1, 2, 3), linear);
    Path out = folder.resolve("after");
    Runs.Outcome outcome =
        Runs.run(
            "edit",
            "--registration",
            before.path(),
            "--linear",
            linear,
            "--by",
            "Dr Moves",
            "--out",
            out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("moved by hand: 5.0 mm at the centre");

    ResultFolder after = ResultFolder.open(out);
    ManualEdit edit = after.record().edits().getFirst();
    assertThat(edit.by()).isEqualTo("Dr Moves");
    assertThat(edit.before()).isEqualTo(was.fixedToMoving());
    assertThat(edit.after().maxDifference(moved)).isLessThan(1e-9);
    assertThat(edit.centreMm()).isCloseTo(5, within(1e-6));
    assertThat(edit.voided()).contains("Dr Example", "level 1");
    assertThat(after.record().signOff()).isNull();
    assertThat(after.record().quality().verdict()).isEqualTo(QualityReport.Verdict.REVIEW);
    assertThat(after.record().quality().reasons().getFirst()).contains("moved by hand");
    assertThat(Badges.of(after.record()).text()).contains("EDITED BY HAND", "not signed");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Manual edit", "Signature that no longer holds", "Not signed");
    assertThat(before.record().edits()).isEmpty();
    assertThat(Files.readAllBytes(out.resolve("displacement.nii.gz")))
        .isEqualTo(Files.readAllBytes(before.path().resolve("displacement.nii.gz")));
    LpsPoint p = new LpsPoint(5, 6, 7);
    try (OwnedTransform then = before.readForward();
        OwnedTransform now = after.readForward();
        OwnedTransform back = after.readInverse()) {
      LpsPoint there = now.transform().toMoving(p);
      LpsPoint wanted = then.transform().toMoving(p).plus(new LpsVector(0, 3, -4));
      assertThat(there.distanceMm(wanted)).isLessThan(1e-4);
      assertThat(back.transform().toMoving(there).distanceMm(p)).isLessThan(0.2);
    }
  }

  private Path points(String name, List<LpsPoint> points) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        points.stream()
            .map(p -> "%s,%s,%s".formatted(p.x(), p.y(), p.z()))
            .collect(Collectors.joining("\n", "x,y,z\n", "\n")));
  }

  private static final List<LpsPoint> MARKED =
      List.of(
          new LpsPoint(-30, -30, -25),
          new LpsPoint(35, -20, -10),
          new LpsPoint(-20, 40, 5),
          new LpsPoint(25, 30, 25),
          new LpsPoint(0, 0, -5));

  @Test
  void landmarksMakeAThinPlateSplineThatAsksForAReview() throws IOException {
    List<LpsPoint> there =
        MARKED.stream()
            .map(p -> Runs.MOTION.apply(p).plus(new LpsVector(p.y() / 20, 0, p.x() / 25)))
            .toList();
    ResultFolder result =
        register(
            "spline",
            "--engine",
            "manual",
            "--fixed-landmarks",
            points("f.csv", MARKED),
            "--moving-landmarks",
            points("m.csv", there));
    assertThat(result.deforms()).isTrue();
    assertThat(result.record().quality().verdict()).isEqualTo(QualityReport.Verdict.REVIEW);
    assertThat(result.record().quality().reasons().getFirst())
        .contains("made of 5 landmarks alone");
    try (OwnedTransform forward = result.readForward()) {
      for (int n = 0; n < MARKED.size(); n++) {
        assertThat(forward.transform().toMoving(MARKED.get(n)).distanceMm(there.get(n)))
            .isLessThan(0.5);
      }
    }
    Runs.Outcome again =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--preset",
            "mri-followup",
            "--init",
            "landmarks",
            "--fixed-landmarks",
            folder.resolve("f.csv"),
            "--moving-landmarks",
            folder.resolve("m.csv"),
            "--out",
            folder.resolve("started"));
    assertThat(again.code()).as(again.err()).isZero();
  }

  @Test
  void landmarksThatFoldSpaceAreRefusedByName() throws IOException {
    List<LpsPoint> there = new ArrayList<>(MARKED);
    there.set(4, new LpsPoint(60, 55, 40));
    Runs.Outcome outcome =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--engine",
            "manual",
            "--fixed-landmarks",
            points("f.csv", MARKED),
            "--moving-landmarks",
            points("m.csv", there),
            "--out",
            folder.resolve("folded"));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("folds (smallest Jacobian", "landmark 5 lies farthest");
    assertThat(folder.resolve("folded")).doesNotExist();
  }

  @Test
  void whatIsOutsideTheEngineIsRefusedInASentence() throws IOException {
    Runs.Outcome box =
        Runs.run("register", "--fixed", fixed, "--moving", moving, "--box", "1,2,3", "--out", "x");
    assertThat(box.code()).isEqualTo(2);
    assertThat(box.err()).contains("'1,2,3' is no box");
    Runs.Outcome nothing =
        Runs.run(
            "register",
            "--fixed",
            fixed,
            "--moving",
            moving,
            "--engine",
            "manual",
            "--out",
            folder.resolve("nothing"));
    assertThat(nothing.code()).isEqualTo(3);
    assertThat(nothing.err()).contains("needs something that a person made");
  }
}
