package org.regista.register;

/** Told of every iteration, on the thread that computes; must return quickly and not throw. */
@FunctionalInterface
public interface ProgressListener {

  void progressed(Progress progress);
}
