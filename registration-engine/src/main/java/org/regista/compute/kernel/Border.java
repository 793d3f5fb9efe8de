package org.regista.compute.kernel;

/** What lies beyond the edge of a grid. */
public enum Border {
  ZERO,
  REPLICATE
}
