package org.regista.app.gui.viewer;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.shape.Rectangle;
import org.regista.viewers.slice.RegistrationBadge;

/** A {@link RegistrationBadge} on a picture: its words, with a mark in the colour of its trust. */
public final class BadgeLabel extends Label {

  public BadgeLabel() {
    getStyleClass().add("badge");
    setWrapText(true);
    setGraphic(new Rectangle(8, 8));
  }

  public void show(RegistrationBadge badge) {
    setText(badge.text());
    getStyleClass()
        .setAll("label", "badge", "trust-" + badge.trust().name().toLowerCase(Locale.ROOT));
  }
}
