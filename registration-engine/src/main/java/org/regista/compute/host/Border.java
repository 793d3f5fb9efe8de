package org.regista.compute.host;

/** What lies beyond the edge of a grid. */
public enum Border {
  ZERO,
  REPLICATE
}
