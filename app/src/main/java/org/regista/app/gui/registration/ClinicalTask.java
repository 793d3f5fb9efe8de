package org.regista.app.gui.registration;

import java.util.Arrays;

/** The three tasks that the program is made for, as a clinician calls them. */
enum ClinicalTask {
  FOLLOW_UP(
      "mri-followup",
      "MRI follow-up",
      "Two MRI of one patient at different dates: rigid, affine, then a smooth deformation that keeps new lesions."),
  PET(
      "pet-mri",
      "PET to MRI",
      "Rigid. Take the MRI as the fixed image to see the uptake on its slices."),
  CT(
      "ct-mri",
      "CT and MRI",
      "For planning: rigid, by mutual information. Take the planning CT as the fixed image.");

  private final String preset;
  private final String title;
  private final String hint;

  ClinicalTask(String preset, String title, String hint) {
    this.preset = preset;
    this.title = title;
    this.hint = hint;
  }

  String preset() {
    return preset;
  }

  String title() {
    return title;
  }

  String hint() {
    return hint;
  }

  static boolean isOne(String preset) {
    return Arrays.stream(values()).anyMatch(task -> task.preset.equals(preset));
  }
}
