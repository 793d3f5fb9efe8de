package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.regista.app.WindowRobot.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.image.FocusBox;
import org.regista.io.VolumeFiles;
import org.regista.io.dicom.object.ObjectKind;
import org.regista.io.dicom.rt.StructureSetReader;
import org.regista.job.Extensions;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.RegistrationRecord;
import org.regista.job.result.ResultFolder;
import org.regista.job.result.SignOff;
import org.regista.rt.Structure;
import org.regista.study.network.ReceiveFolder;
import org.regista.study.network.association.Timeouts;
import org.regista.study.network.dimse.StoreServer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.structure.Outline;
import org.regista.viewers.structure.Side;
import org.testfx.api.FxRobot;

/**
 * An oncologist brings a diagnostic MRI onto the planning CT: DICOM series of one patient, of which
 * the true motion is known (test-data/dicom_objects). Each step leaves a picture if they are
 * wanted.
 */
@Timeout(600)
class PlanningJourneyDisplayTest {

  private static final Path OBJECTS = Path.of("..", "test-data", "dicom_objects");
  private static final Path CT = OBJECTS.resolve("ct");
  private static final Path MR = OBJECTS.resolve("mr_moved");

  /** In the frame of the CT. */
  private static final Path TUMOUR = OBJECTS.resolve("rt").resolve("sts032_mr_rtstruct.dcm");

  /** On the CT, within what the MRI shows, LPS mm. */
  private static final List<LpsPoint> MARKED =
      List.of(new LpsPoint(-60, 60, 440), new LpsPoint(-30, 90, 470), new LpsPoint(-45, 50, 500));

  private WindowRobot window;
  private FxRobot robot;
  private AffineMap truth = AffineMap.IDENTITY;

  @TempDir private Path folder;

  @BeforeEach
  void openWindow() throws TimeoutException, IOException {
    truth = truth();
    window = new WindowRobot(folder);
    robot = window.robot;
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    window.close();
  }

  private static AffineMap truth() throws IOException {
    JsonNode rows =
        new ObjectMapper()
            .readTree(Files.readString(OBJECTS.resolve("reg").resolve("truth_rigid.json")))
            .path("ct_to_moved_mr_LPS");
    double[] m = new double[12];
    for (int n = 0; n < 12; n++) {
      m[n] = rows.path(n / 4).path(n % 4).asDouble();
    }
    return new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
  }

  /** How far what is shown is off at a place, mm. */
  private double offMm(LpsPoint p) {
    return shownAt(p).distanceMm(truth.apply(p));
  }

  private LpsPoint shownAt(LpsPoint p) {
    return window
        .shell
        .viewer()
        .shown()
        .get()
        .orElseThrow()
        .loaded()
        .scene()
        .fixedToMoving()
        .toMoving(p);
  }

  private ResultFolder result() {
    String command = robot.lookup(".command").queryAs(Labeled.class).getText();
    return ResultFolder.open(Path.of(command.substring(command.indexOf("--out ") + 6)));
  }

  @Test
  void fromTheRequestToASignedResult() throws TimeoutException, IOException {
    window.open(CT, MR);
    window.panel(KeyCode.DIGIT2);
    until(() -> window.sees("of the fixed anatomy lies inside"));
    assertThat(window.sees("NOT REGISTERED")).isTrue();
    window.picture("planning-1-opened");
    request();
    box();
    run();
    review();
    landmarks();
    nudge();
    sign();
    carry();
    deliver();
    send();
  }

  private void request() throws IOException {
    robot.clickOn("#form");
    window.bring("#form");
    assertThat(window.sees("Primary image, which stays: CT 1999-10-07")).isTrue();
    assertThat(robot.lookup("#form-purpose").<ComboBox<String>>query().getValue())
        .isEqualTo("contour");
    TextField region = robot.lookup("#form-region").query();
    assertThat(region.getText()).isEqualTo("extremity"); // as the header of the CT has it
    robot.clickOn(region).press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
    robot.write("right thigh, tumour");
    robot.clickOn("#form-by").write("Dr Asks");
    window.picture("planning-2-request");
    robot.interact(() -> robot.lookup("#form").queryAs(Labeled.class).requestFocus());
  }

  /** The box comes around the whole CT; a hand draws its edge such that the other leg is out. */
  private void box() throws TimeoutException, IOException {
    window.bring("#focus");
    robot.clickOn("#focus");
    window.bring("#box-edit");
    robot.clickOn("#box-edit");
    until(() -> window.sees("% of the fixed scan"));
    FocusBox whole = numbers();
    LpsPoint edge = new LpsPoint(whole.high().x(), whole.centre().y(), whole.centre().z());
    LpsPoint between = new LpsPoint(5, edge.y(), edge.z());
    window.drag(Plane.CORONAL, edge, between);
    FocusBox drawn = numbers();
    assertThat(drawn.high().x()).isBetween(4.0, 6.0);
    assertThat(drawn.low()).isEqualTo(whole.low());
    robot.type(KeyCode.UP); // on the coronal picture, under the mouse
    assertThat(numbers().low().z() - drawn.low().z()).isBetween(0.95, 1.05);
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(numbers()).isEqualTo(drawn);
    window.picture("planning-3-box");
    robot.type(KeyCode.G);
  }

  private FocusBox numbers() {
    return FocusBox.parse(robot.lookup("#box-numbers").<TextField>query().getText());
  }

  private void run() throws TimeoutException, IOException {
    window.bring("CT and MRI");
    robot.clickOn("CT and MRI");
    window.bring("#run");
    robot.clickOn("#run");
    until(() -> window.sees("RUNNING") || window.sees("REGISTERED by rigid"));
    window.picture("planning-4-running");
    until(() -> window.sees("REGISTERED by rigid"));
    assertThat(offMm(MARKED.getFirst())).isLessThan(5);
    RegistrationRecord record = result().record();
    assertThat(record.form()).isNotNull();
    assertThat(Files.readString(result().path().resolve("report.html")))
        .contains("right thigh, tumour", "Dr Asks", "Box that counted");
    String command = robot.lookup(".command").queryAs(Labeled.class).getText();
    assertThat(command).contains("--box=", "--region 'right thigh, tumour'");
    window.picture("planning-5-registered");
  }

  /** The pictures go to each step by themselves. */
  private void review() throws TimeoutException, IOException {
    window.panel(KeyCode.DIGIT3);
    until(() -> window.sees("Start the review"));
    window.bring("#review-next");
    robot.type(KeyCode.V);
    LpsPoint region = crosshair();
    window.picture("planning-6-review-region");
    robot.type(KeyCode.V).type(KeyCode.V);
    assertThat(crosshair().distanceMm(region)).isGreaterThan(20);
    window.picture("planning-7-review-far");
    for (int step = 2; step < 8; step++) {
      robot.type(KeyCode.V);
    }
    until(() -> window.sees("All 8 steps seen"));
  }

  private LpsPoint crosshair() {
    return window.shell.viewer().shown().get().orElseThrow().state().camera().crosshair();
  }

  /** Each marked where the truth has it on the moving image. */
  private void landmarks() throws TimeoutException, IOException {
    AffineMap shown =
        result().readLinear().fixedToMoving(); // the moving image is seen through this
    for (LpsPoint p : MARKED) {
      robot.interact(() -> window.shell.viewer().placeCrosshair(p));
      robot.type(KeyCode.A);
      LpsPoint seenAt = shown.inverse().apply(truth.apply(p));
      robot.interact(() -> window.shell.viewer().placeCrosshair(seenAt));
      robot.type(KeyCode.A);
    }
    until(() -> window.sees("3 landmarks: mean"));
    window.bring("TOLERANCES");
    window.picture("planning-8-landmarks");
  }

  /** The landmarks tell which way; the hand moves the image by as much, in the coronal plane. */
  private void nudge() throws TimeoutException, IOException {
    double before = MARKED.stream().mapToDouble(this::offMm).average().orElseThrow();
    AffineMap was = result().readLinear().fixedToMoving();
    LpsPoint p = MARKED.get(1);
    LpsVector off = was.inverse().apply(truth.apply(p)).minus(p);
    window.panel(KeyCode.DIGIT2);
    robot.interact(() -> window.shell.viewer().placeCrosshair(p));
    robot.interact(window.shell.viewer()::fit);
    robot.type(KeyCode.H);
    LpsPoint from = p.plus(new LpsVector(10, 0, 10));
    window.drag(Plane.CORONAL, from, from.plus(new LpsVector(-off.x(), 0, -off.z())));
    until(() -> window.sees("EDITED BY HAND after attempt 1, not kept"));
    window.picture("planning-9-moved-by-hand");
    robot.type(KeyCode.H);
    window.bring("#keep");
    robot.clickOn("#keep");
    until(() -> window.sees("EDITED BY HAND") && window.sees("REGISTERED by rigid"));
    double after = MARKED.stream().mapToDouble(this::offMm).average().orElseThrow();
    assertThat(after).isLessThan(before - 0.5);
    ManualEdit edit = result().record().edits().getFirst();
    assertThat(edit.before()).isEqualTo(was);
    assertThat(edit.centreMm()).isBetween(0.5, 5.0);
  }

  private void sign() throws TimeoutException, IOException {
    window.panel(KeyCode.DIGIT3);
    until(() -> window.sees("3 landmarks: mean") && window.sees("Start the review"));
    window.bring("#review-next");
    robot.type(KeyCode.V).type(KeyCode.V);
    window.bring("#sign");
    robot.clickOn("#signer").write("Dr Example");
    robot.interact(
        () -> robot.lookup("#level").<ComboBox<String>>query().getSelectionModel().select(1));
    robot.clickOn("#sign");
    until(() -> window.sees("Confirm: attempt 2, level 1, signed by Dr Example"));
    robot.clickOn("#sign");
    until(() -> window.sees("Signed by Dr Example"));
    window.picture("planning-10-signed");
    SignOff signature = Optional.ofNullable(result().record().signOff()).orElseThrow();
    assertThat(signature.seen()).singleElement().asString().contains("right thigh, tumour");
  }

  /** The tumour was drawn on the MRI; the plan needs it on the CT. */
  private void carry() throws TimeoutException, IOException {
    Path drawn = folder.resolve("mr_tumour.dcm");
    VolumeFiles files = new Extensions(new SciJavaExtensions()).files();
    MovedTumour.write(TUMOUR, CT, MR, truth, files, drawn);
    window.panel(KeyCode.DIGIT5);
    robot.interact(() -> window.shell.drop(List.of(drawn), () -> {}));
    until(() -> window.sees("moving → fixed"));
    window.picture("journey-a-11-tumour-of-the-mri");
    robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.T);
    robot.release(KeyCode.SHIFT, KeyCode.CONTROL);
    until(() -> window.sees("1 carried onto the fixed image"));
    assertThat(window.sees("ml before, ")).isTrue();
    List<Outline> seen =
        window.shell.viewer().shown().get().orElseThrow().state().overlays().outlines();
    assertThat(seen).extracting(Outline::side).containsExactly(Side.MOVING, Side.CARRIED);
    double before = seen.getFirst().solid().volumeMm3();
    assertThat(seen.getLast().solid().volumeMm3()).isBetween(0.95 * before, 1.05 * before);
    window.picture("journey-a-12-carried");
    window.panel(KeyCode.DIGIT4);
    Path carried = folder.resolve("ct_tumour.dcm");
    window.enter("#save-structures", carried);
    until(() -> window.sees("their centroids agree within"));
    window.picture("journey-a-13-structures-saved");
    Space ct = window.shell.viewer().shown().get().orElseThrow().loaded().scene().fixed().space();
    assertThat(StructureSetReader.frames(carried))
        .containsExactly(ct.frameOfReferenceUid().orElseThrow());
    assertThat(StructureSetReader.read(carried, ct).structures())
        .extracting(Structure::name)
        .containsExactly(MovedTumour.NAME);
    LpsPoint centre = MovedTumour.centre(carried, ct);
    LpsPoint known = MovedTumour.centre(TUMOUR, ct);
    assertThat(centre.distanceMm(known)).isLessThan(2);
  }

  private void deliver() throws TimeoutException, IOException {
    window.panel(KeyCode.DIGIT4);
    Path dicom = folder.resolve("dicom");
    window.enter("#save-dicom", dicom);
    until(() -> Files.isDirectory(dicom) && !window.sees("Writing"));
    try (Stream<Path> files = Files.walk(dicom)) {
      assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.contains("reg"));
    }
    window.picture("journey-a-14-delivered");
  }

  /** An archive of our own takes it, each object once, and only after a person said yes. */
  private void send() throws TimeoutException, IOException {
    Path arrived = folder.resolve("received");
    try (StoreServer archive =
        StoreServer.start(
            new StoreServer.Settings(0, "PACS", Set.of(), Optional.empty()),
            new ReceiveFolder(arrived),
            Timeouts.USUAL,
            event -> {})) {
      window.bring("#archive-name");
      robot.clickOn("#archive-name").write("hospital");
      robot.clickOn("#archive-address").write("localhost:%d:PACS".formatted(archive.port()));
      robot.type(KeyCode.TAB).type(KeyCode.SPACE); // Add
      until(() -> window.sees("Archive 'hospital' is kept."));
      robot.clickOn("Send to PACS");
      until(() -> window.sees("Send the objects below to the archive 'hospital'"));
      assertThat(window.sees("registration.dcm: waiting")).isTrue();
      assertThat(arrived).doesNotExist();
      window.bring("#confirm-sending");
      window.picture("journey-a-15-asked");
      robot.clickOn("#confirm-sending");
      until(() -> window.sees("objects are in the archive 'hospital'"));
      assertThat(window.sees("registration.dcm: there")).isTrue();
      assertThat(window.sees("series (9 of 9): there")).isTrue();
      assertThat(window.sees("rtstruct.dcm: there")).isTrue();
      window.picture("journey-a-16-sent");
    }
    assertThat(kinds(arrived))
        .containsOnlyOnce(ObjectKind.SPATIAL_REGISTRATION, ObjectKind.STRUCTURE_SET)
        .containsExactlyInAnyOrderElementsOf(kinds(folder.resolve("dicom")))
        .filteredOn(ObjectKind.MR_IMAGE::equals)
        .as("the MRI on the 9 slices of the CT")
        .hasSize(9);
  }

  /** Of the DICOM objects below a folder. */
  private static List<ObjectKind> kinds(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.flatMap(f -> ObjectKind.of(f).stream()).toList();
    }
  }
}
