package org.regista.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.regista.app.WindowRobot.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.regista.app.gui.viewer.Shown;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.job.result.ManualEdit;
import org.regista.job.result.ResultFolder;
import org.regista.viewers.state.Plane;
import org.testfx.api.FxRobot;

/** What hands do to a registration: a box for it, and turning what came of it. */
@Timeout(300)
class HandsDisplayTest {

  private static final List<String> NUMBERS =
      List.of(
          ResultFolder.LINEAR,
          ResultFolder.DISPLACEMENT,
          ResultFolder.INVERSE_DISPLACEMENT,
          ResultFolder.WARPED);

  private WindowRobot window;
  private FxRobot robot;

  @TempDir private Path folder;

  @BeforeEach
  void openPair() throws TimeoutException {
    window = new WindowRobot(folder);
    robot = window.robot;
    window.open(
        Runs.fixedImage(folder.resolve("fixed.nii")),
        Runs.movingImage(folder.resolve("moving.nii")));
    window.panel(KeyCode.DIGIT2);
  }

  @AfterEach
  void closeWindow() throws TimeoutException {
    window.close();
  }

  private Shown shown() {
    return window.shell.viewer().shown().get().orElseThrow();
  }

  private LpsPoint shownAt(LpsPoint p) {
    return shown().loaded().scene().fixedToMoving().toMoving(p);
  }

  private String command() {
    return robot.lookup(".command").queryAs(Labeled.class).getText();
  }

  private Path attempt() {
    return Path.of(command().substring(command().indexOf("--out ") + 6));
  }

  private void register() throws TimeoutException {
    window.bring("MRI follow-up");
    robot.clickOn("MRI follow-up");
    window.bring("#run");
    robot.clickOn("#run");
    until(() -> window.sees("REGISTERED by rigid, affine, diffeo"));
  }

  /** Types the command that the window shows, with another folder. */
  private void typedGivesTheSameBytes() {
    Path byHand = folder.resolve("by-hand");
    String[] words = command().replace(attempt().toString(), byHand.toString()).split(" ");
    Runs.Outcome typed = Runs.run((Object[]) List.of(words).subList(1, words.length).toArray());
    assertThat(typed.code()).as(typed.err()).isZero();
    for (String name : NUMBERS) {
      assertThat(attempt().resolve(name)).hasSameBinaryContentAs(byHand.resolve(name));
    }
  }

  @Test
  void aRunWithABoxIsSeenWhileItBendsAndTypedAgainGivesTheSameBytes() throws TimeoutException {
    List<String> seen = new ArrayList<>();
    robot.interact(() -> window.shell.viewer().shown().subscribe(s -> seen.add(what(s))));
    robot.interact(
        () -> {
          robot.lookup("#focus").queryAs(TitledPane.class).setExpanded(true);
          TextField box = robot.lookup("#box-numbers").query();
          box.setText("-60,-70,-50,65,75,45");
          box.getOnAction().handle(null);
        });
    register();
    assertThat(seen).contains("RUNNING linear", "RUNNING bent");
    assertThat(command()).contains("--box=-60,-70,-50,65,75,45");
    typedGivesTheSameBytes();
  }

  private static String what(Optional<Shown> shown) {
    return shown
        .map(Shown::loaded)
        .filter(l -> l.badge().text().startsWith("RUNNING"))
        .map(l -> l.isDeformable() ? "RUNNING bent" : "RUNNING linear")
        .orElse("");
  }

  @Test
  void aHandTurnsAResultThatBendsAndKeepsItWithANote() throws TimeoutException {
    register();
    LpsPoint centre = Runs.FIXED_GRID.centre();
    LpsPoint left = centre.plus(new LpsVector(30, 0, 0));
    robot.interact(() -> window.shell.viewer().placeCrosshair(centre));
    LpsPoint before = shownAt(left);
    robot.type(KeyCode.H);
    turnByAnEighth(centre);
    robot.type(KeyCode.H);
    until(() -> window.sees("EDITED BY HAND after attempt 1, not kept"));
    assertThat(shown().loaded().isDeformable()).isTrue();
    // 30 mm from the axis an eighth of a turn is a chord of 2 sin(22.5 degrees) 30 mm
    assertThat(shownAt(left).distanceMm(before)).isBetween(20.0, 26.0);

    robot.interact(() -> robot.lookup("#start").queryAs(TitledPane.class).setExpanded(true));
    robot.interact(() -> robot.lookup("#keep").queryButton().fire());
    until(() -> window.sees("diffeo, EDITED BY HAND"));
    ManualEdit edit = ResultFolder.open(attempt()).record().edits().getFirst();
    assertThat(edit.turnDegrees()).isBetween(43.0, 47.0);
    assertThat(command()).startsWith("regista edit --registration ");
    typedGivesTheSameBytes();
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    until(() -> shownAt(left).distanceMm(before) < 1e-3);
  }

  /** Clockwise on the axial picture, by the knob of the ring. */
  private void turnByAnEighth(LpsPoint centre) {
    Point2D middle = window.at(Plane.AXIAL, centre);
    Bounds picture = robot.lookup("#slice-axial-fused").query().getLayoutBounds();
    double radius = 0.32 * Math.min(picture.getWidth(), picture.getHeight());
    double along = radius * Math.cos(Math.PI / 4);
    robot.moveTo(middle.add(along, along)).press(MouseButton.PRIMARY);
    robot.moveTo(middle.add(0, radius)).release(MouseButton.PRIMARY);
  }
}
