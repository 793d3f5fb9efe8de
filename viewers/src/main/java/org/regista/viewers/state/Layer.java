package org.regista.viewers.state;

/** How one volume is coloured. */
public record Layer(IntensityWindow window, ColourMap colours) {

  public Layer withWindow(IntensityWindow w) {
    return new Layer(w, colours);
  }

  public Layer withColours(ColourMap c) {
    return new Layer(window, c);
  }

  /** The colour of an intensity, 0xFFRRGGBB. */
  public int argb(double intensity) {
    return colours.argb(window.fraction(intensity));
  }
}
