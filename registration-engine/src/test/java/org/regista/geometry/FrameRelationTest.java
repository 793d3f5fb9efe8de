package org.regista.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.regista.geometry.FrameRelation.Kind;

class FrameRelationTest {

  private static Space series(String uid, String frame) {
    return new Space(uid, uid, Optional.of(frame).filter(f -> !f.isEmpty()));
  }

  @Test
  void oneFrameOfReferenceAllowsAnOverlay() {
    FrameRelation relation = FrameRelation.byHeaders(series("a", "1.2"), series("b", "1.2"));
    assertThat(relation.kind()).isEqualTo(Kind.SAME_FRAME);
    assertThat(relation.words()).isEqualTo("same frame of reference");
  }

  @Test
  void otherFramesAndUnknownOnesDoNot() {
    assertThat(FrameRelation.byHeaders(series("a", "1.2"), series("b", "1.3")).words())
        .isEqualTo("NOT REGISTERED");
    assertThat(FrameRelation.byHeaders(series("a", ""), series("b", "")).kind())
        .isEqualTo(Kind.NOT_REGISTERED);
  }

  @Test
  void aSeriesBelongsToItself() {
    assertThat(FrameRelation.byHeaders(series("a", ""), series("a", "")).kind())
        .isEqualTo(Kind.SAME_FRAME);
  }

  @Test
  void aRegistrationIsNamed() {
    assertThat(FrameRelation.registeredBy("rigid 2026-11-24").words())
        .isEqualTo("registered by rigid 2026-11-24");
  }
}
