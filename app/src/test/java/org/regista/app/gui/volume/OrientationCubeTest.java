package org.regista.app.gui.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.regista.app.gui.Cases;
import org.regista.app.gui.LoadedCase;
import org.regista.viewers.volume.VolumeCamera;
import org.regista.viewers.volume.VolumeCamera.Side;
import org.regista.viewers.volume.VolumeScene;

/** A wrong letter is worse than none. */
final class OrientationCubeTest {

  private static final Map<Side, String> LOOKS_AT =
      Map.of(
          Side.FRONT,
          "A",
          Side.BACK,
          "P",
          Side.LEFT,
          "L",
          Side.RIGHT,
          "R",
          Side.ABOVE,
          "S",
          Side.BELOW,
          "I");

  private static VolumeCamera front() {
    try (LoadedCase pair = Cases.ctAndPet()) {
      return VolumeScene.firstView(pair.scene().fixed().grid());
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theFaceBeforeTheViewerIsTheSideFromWhichHeLooks(Side side) {
    assertThat(OrientationCube.faces(front().seenFrom(side)))
        .singleElement()
        .satisfies(face -> assertThat(face.letter()).isEqualTo(LOOKS_AT.get(side)));
  }

  /** The patient turned to his left and bowed: his right side and the top of the head appear. */
  @Test
  void facesLieWhereTheirSidesAre() {
    VolumeCamera camera = front().turned(0.5, 0.4);
    Map<String, OrientationCube.Face> faces =
        OrientationCube.faces(camera).stream()
            .collect(Collectors.toMap(OrientationCube.Face::letter, f -> f));
    assertThat(faces).containsOnlyKeys("A", "R", "S");
    assertThat(face(faces, "R").middleX()).as("R on the left").isLessThan(-0.5);
    assertThat(face(faces, "A").middleX()).as("A to the right").isBetween(0.1, 0.8);
    assertThat(face(faces, "S").middleY()).as("S on top").isLessThan(-0.5);
    assertThat(OrientationCube.faces(camera).getLast().letter()).as("drawn last").isEqualTo("A");
  }

  private static OrientationCube.Face face(Map<String, OrientationCube.Face> faces, String letter) {
    return Objects.requireNonNull(faces.get(letter));
  }
}
