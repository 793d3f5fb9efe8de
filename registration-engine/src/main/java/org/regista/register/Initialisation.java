package org.regista.register;

import org.regista.transform.AffineTransform;

/** Where a registration starts. */
public sealed interface Initialisation {

  /** As the headers say: LPS coordinates are taken as shared. */
  record Header() implements Initialisation {}

  /** Centres of mass of the foregrounds on each other, no rotation. */
  record CentreOfMass() implements Initialisation {}

  /** Header, centres and a coarse multi-start over rotations and shifts; the best is kept. */
  record Search() implements Initialisation {}

  /** The rigid map that fits the landmarks of the request best. */
  record Landmarks() implements Initialisation {}

  /** A transform from the user. */
  record Given(AffineTransform start) implements Initialisation {}
}
